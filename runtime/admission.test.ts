import { expect, it } from 'vitest';
import { ApiError } from './errors.ts';
import { roomyAdmission } from './testing/roomy-admission.ts';

function refusal(enter: () => unknown): ApiError {
  try {
    enter();
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('it was not refused');
}

it('turns a request away when as many are read or spoken as may be, with a time to come back', () => {
  const admission = roomyAdmission({ maxRequests: 1 });
  const ticket = admission.enter('text');
  const refused = refusal(() => admission.enter('text'));
  expect(refused).toMatchObject({
    code: 'overloaded',
    message: expect.stringMatching(/1 request in progress \(limit 1\)/) as string,
  });
  expect(refused.retryAfterSeconds).toBeGreaterThan(0);
  ticket.stage = 'model';
  expect(refusal(() => admission.enter('text')).code).toBe('overloaded');
  ticket.leave();
  ticket.leave();
  expect(admission.inside).toBe(0);
  admission.enter('text');
});

it('lets a request in beside answers that their clients take, up to a number', () => {
  const admission = roomyAdmission({ maxRequests: 1, maxAnswers: 3 });
  admission.enter('text').stage = 'delivery';
  admission.enter('delivery');
  admission.enter('text');
  expect(refusal(() => admission.enter('delivery')).message).toMatch(/3 responses in progress \(limit 3\)/);
});

it('says how many wait for what', () => {
  const admission = roomyAdmission();
  admission.enter('text');
  admission.enter('text').stage = 'model';
  admission.enter('delivery');
  expect((['text', 'model', 'delivery'] as const).map((stage) => admission.waitingFor(stage))).toEqual([1, 1, 1]);
});

it('has room for so many bytes of answers that are kept whole, and gets it back', () => {
  const admission = roomyAdmission({ maxHeldBytes: 100 });
  const [first, second] = [admission.enter('text'), admission.enter('text')];
  first.hold(60);
  expect(refusal(() => second.hold(50)).code).toBe('overloaded');
  second.hold(40);
  first.leave();
  second.hold(60);
});
