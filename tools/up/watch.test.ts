import { expect, test } from 'vitest';
import { statusLine } from './watch.ts';

test('a download is shown with bytes, speed and files', () => {
  const model = {
    phase: 'Downloading',
    filesVerified: '3/61',
    bytesDownloaded: 60e6,
    bytesTotal: 120e6,
    bytesPerSecond: 12e6,
  };
  const line = statusLine({ model });
  expect(line).toContain('50%');
  expect(line).toContain('60.0 of 120.0 MB');
  expect(line).toContain('3/61 files');
});

test('a model that cannot be had says why', () => {
  const conditions = [
    { type: 'ModelReady', status: 'False', reason: 'DigestMismatch', message: 'model.onnx is not what it should be' },
  ];
  expect(statusLine({ model: { phase: 'Retrying' }, conditions })).toBe(
    'model: Retrying (model.onnx is not what it should be)',
  );
});

test('pods that are not ready say why', () => {
  const conditions = [{ type: 'Ready', status: 'False', reason: 'CrashLoopBackOff', message: 'exit status 1' }];
  const status = { readyPods: '0/2', model: { phase: 'Verified', filesVerified: '61/61' }, conditions };
  expect(statusLine(status)).toBe('service: 61/61 files verified, 0/2 pods ready (CrashLoopBackOff: exit status 1)');
});
