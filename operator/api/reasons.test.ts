import { expect, test } from 'vitest';
import { no, yes } from './conditions.ts';
import { relay } from './reasons.ts';

test('a reason is one of the table, one of a download, or one that Kubernetes gave: any other does not compile', () => {
  // @ts-expect-error a misspelt reason
  expect(yes('Settld', 'x')).toMatchObject({ status: 'True' });
  // @ts-expect-error a text that nobody has marked as Kubernetes'
  expect(no(String('SchedulingGated'), 'x')).toMatchObject({ status: 'False' });
  expect(no(relay('SchedulingGated', 'Unschedulable'), 'x').reason).toBe('SchedulingGated');
  expect(no(relay(undefined, 'Unschedulable'), 'x').reason).toBe('Unschedulable');
  expect(no('DigestMismatch', 'x').reason).toBe('DigestMismatch');
});
