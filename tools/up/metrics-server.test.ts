import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repoRoot } from '../cluster/paths.ts';
import { metricsNote, metricsServerImage } from './metrics-server.ts';

test('kind gets the release of metrics-server that the embedded node has', () => {
  const module = readFileSync(join(repoRoot, 'tools/cluster/go/go.mod'), 'utf8');
  const [, pinned] = /sigs\.k8s\.io\/metrics-server (v\S+)/.exec(module) ?? [];
  expect(metricsServerImage.split(':')[1]).toBe(pinned);
});

test('tells what an absent or silent metrics API means', () => {
  const available = (status: string, reason: string) => ({
    status: { conditions: [{ type: 'Available', status, reason }] },
  });
  expect(metricsNote(undefined)).toMatch(/no metrics API: install metrics-server.*keeps the present number of pods/);
  expect(metricsNote(available('False', 'MissingEndpoints'))).toMatch(/does not answer yet \(MissingEndpoints\)/);
  expect(metricsNote(available('True', 'Passed'))).toBeUndefined();
});
