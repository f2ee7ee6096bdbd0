import { expect, it } from 'vitest';
import { MAX_FRAMES } from '../model/graph/frame-limit.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { MAX_SEGMENTS, expectedSeconds, planSpeech, speakPlan } from './synthesize.ts';
import type { SpeechPart } from './synthesize.ts';
import { fakeEngine } from '../testing/fake-engine.ts';
import type { TextPart } from '../workers/text-worker.ts';

const voice: LoadedVoice = {
  name: 'test',
  label: 'test',
  style: () => new Float32Array(256),
  language: 'en-us',
  framesPerSymbol: 3,
  gain: 1,
};
const say = (text: string): SpeechPart => ({ text, language: 'en-us', pronunciations: [], voice });
const signal = new AbortController().signal;
const later = () => performance.now() + 60_000;

it('stops at the next segment when it is given up', async () => {
  const engine = await fakeEngine();
  const given = new AbortController();
  const plan = await planSpeech({ parts: [say('one. two.')], speed: 1 }, engine, given.signal, later());
  const segments = speakPlan(plan, 1, engine, given.signal, later());
  await segments.next();
  given.abort(new Error('gone'));
  await expect(segments.next()).rejects.toThrow('gone');
});

it('leaves out a pause that has no sample', async () => {
  const engine = await fakeEngine();
  const parts = [{ pauseSeconds: 0 }, say('one.'), { pauseSeconds: 0.00001 }];
  const plan = await planSpeech({ parts, speed: 1 }, engine, signal, later());
  const spoken = await Array.fromAsync(speakPlan(plan, 1, engine, signal, later()));
  expect(spoken.map(({ samples }) => samples.length)).toEqual([2400]);
});

it.each([
  [1, 3, 160],
  [0.25, 3, 40],
  [0.25, 4.2, 28],
  [4, 3, 510],
])('at speed %d of a voice with %d frames a symbol a segment has at most %d symbols', async (speed, pace, most) => {
  const asked: TextPart[] = [];
  const engine = await fakeEngine();
  const asking = {
    ...engine,
    segments: (parts: readonly TextPart[], ...rest: [AbortSignal, number]) => {
      asked.push(...parts);
      return engine.segments(parts, ...rest);
    },
  };
  const part = { ...say('one.'), voice: { ...voice, framesPerSymbol: pace } };
  await planSpeech({ parts: [part], speed }, asking, signal, later());
  expect(asked.map((one) => one.most)).toEqual([most]);
  expect((most * pace) / speed).toBeLessThanOrEqual(MAX_FRAMES);
});

it('refuses more pieces than one answer may have, with both numbers', async () => {
  const engine = await fakeEngine();
  const plan = (sentences: number) =>
    planSpeech({ parts: [say('a. '.repeat(sentences))], speed: 1 }, engine, signal, later());
  expect(expectedSeconds(await plan(MAX_SEGMENTS), 1)).toBeGreaterThan(0);
  await expect(plan(MAX_SEGMENTS + 1)).rejects.toMatchObject({
    code: 'input_too_long',
    message: expect.stringMatching(`${MAX_SEGMENTS + 1} segments \\(limit ${MAX_SEGMENTS}\\)`) as string,
  });
});
