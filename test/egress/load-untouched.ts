// Loads ONNX Runtime as it comes, without what the server does first, and prints what left the process as JSON.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { watchNetwork } from '../support/isolated-network.ts';

process.env['HOME'] = mkdtempSync(`${tmpdir()}/tts-egress-`);
const sent = await watchNetwork();
const { InferenceSession } = await import('onnxruntime-node');
await InferenceSession.create(Buffer.from('no model')).catch(() => undefined);
for (let waited = 0; waited < 20 && sent().names.length === 0; waited++) await delay(500);
process.stdout.write(JSON.stringify(sent()));
process.exit(0);
