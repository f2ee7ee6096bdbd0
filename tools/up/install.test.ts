import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repoRoot } from '../cluster/paths.ts';
import { uploaderOf } from './install.ts';

test('the pod that looks at the volume mounts the claim that the service has, whatever the file names', () => {
  const text = readFileSync(join(repoRoot, 'config/samples/pvc-uploader.yaml'), 'utf8');
  expect(uploaderOf(text, 'tts-other')).toMatchObject({
    metadata: { name: 'pvc-uploader' },
    spec: { volumes: [{ name: 'models', persistentVolumeClaim: { claimName: 'tts-other', readOnly: true } }] },
  });
});
