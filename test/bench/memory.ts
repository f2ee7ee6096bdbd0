// Memory of the server after 100 and after 1,000 varied requests (greetings in all languages and formats, every tenth up to
// three sentences), as a JSON report. Usage: node test/bench/memory.ts
// The cache of repeated requests is off: what it keeps is not a leak, and TTS_CACHE_MB bounds it.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mixedRequests } from '../support/mixed-requests.ts';
import { startSpeechServer } from '../support/speech-server.ts';

const STEP = 100;
const TOTAL = 1000;
const AT_ONCE = 4;

const temporary = mkdtempSync(join(tmpdir(), 'tts-memory-'));
const server = await startSpeechServer({ TTS_CACHE_MB: '0', TTS_TEMP_DIR: temporary, TTS_QUEUE_TIMEOUT: '3600' });
try {
  const started = performance.now();
  const greetings = mixedRequests(TOTAL, 0);
  const longer = mixedRequests(TOTAL, 3);
  const requests = greetings.map((greeting, n) => (n % 10 === 0 ? longer[n]! : greeting));
  const megabytes: Record<number, number> = { 0: residentMegabytes() };
  for (let done = 0; done < TOTAL; done += STEP) {
    const waiting = requests.slice(done, done + STEP);
    const client = async () => {
      for (let request = waiting.shift(); request; request = waiting.shift()) {
        const answer = await fetch(`${server.url}/v1/audio/speech`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${answer.status} for ${JSON.stringify(request)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    megabytes[done + STEP] = residentMegabytes();
    process.stderr.write(`${done + STEP}: ${megabytes[done + STEP]} MB\n`);
  }
  const report = {
    seconds: Math.round((performance.now() - started) / 1000),
    residentMegabytes: megabytes,
    growthFrom100: Math.round((megabytes[TOTAL]! / megabytes[STEP]!) * 1000) / 1000,
    temporaryFilesLeft: readdirSync(temporary).filter((name) => name !== 'prepared').length,
  };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
} finally {
  await server.stop();
  rmSync(temporary, { recursive: true });
}

/** VmRSS of proc(5). */
function residentMegabytes(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
}
