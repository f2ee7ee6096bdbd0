import { expect, test } from 'vitest';
import { countsOn } from './report.ts';

test.each([
  ['tts-operator: step 4/10: run npm ci, 5 s', 'tts-operator: step 4/10: run npm ci, 10 s', true],
  ['model: [##--]  50%  60.1 of 120.2 MB  3/61 files', 'model: [###-]  75%  90.0 of 120.2 MB  9/61 files', true],
  ['kind: creating the cluster tts-operator', 'kind: Ensuring node image (kindest/node:v1.36.1)', false],
  ['kind: Preparing nodes', 'kind: Writing configuration', false],
  ['', 'cluster: ready', false],
])('%s, then %s', (before, line, same) => {
  expect(countsOn(before, line)).toBe(same);
});
