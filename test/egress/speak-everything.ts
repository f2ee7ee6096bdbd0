// Starts a server whose graph is not yet prepared, speaks in every format, and prints what left the process as JSON. With TRACED
// set, its traces go to a collector on the loopback.
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatNames } from '../../runtime/audio/encoders.ts';
import { watchNetwork } from '../support/isolated-network.ts';
import { startSpeechServer } from '../support/speech-server.ts';

const sent = await watchNetwork();
let traces = 0;
const collector = createServer((request, response) => {
  traces++;
  request.resume().on('end', () => response.end());
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
const { port } = collector.address() as AddressInfo;
const server = await startSpeechServer({
  TTS_TEMP_DIR: mkdtempSync(join(tmpdir(), 'tts-egress-')),
  ...(process.env['TRACED'] ? { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } : {}),
});
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
process.stdout.write(JSON.stringify({ statuses, lines, traces, ...sent() }));
collector.close();
