// Starts a server whose graph is not yet prepared, speaks in every format, and prints what left the process as JSON.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatNames } from '../../runtime/audio/encoders.ts';
import { watchNetwork } from '../support/isolated-network.ts';
import { startSpeechServer } from '../support/speech-server.ts';

const sent = await watchNetwork();
const server = await startSpeechServer({ TTS_TEMP_DIR: mkdtempSync(join(tmpdir(), 'tts-egress-')) });
const ask = async (path: string, fields: object): Promise<number> => {
  const body = JSON.stringify({ model: 'tts-1', input: 'Nothing leaves.', voice: 'af_heart', ...fields });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/v1/audio/${path}`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
};
const statuses: number[] = [];
for (const response_format of formatNames) statuses.push(await ask('speech', { response_format }));
statuses.push(await ask('speech', { stream_format: 'sse' }), await ask('speech/timestamps', {}));
// The library sends in the background, some seconds after it was loaded.
await delay(5_000);
await server.stop();
const lines = [...server.log, ...server.errors];
process.stdout.write(JSON.stringify({ statuses, lines, ...sent() }));
