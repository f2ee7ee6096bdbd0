import { setTimeout as delay } from 'node:timers/promises';
import { theCluster } from '../../e2e/cluster.ts';
import { makeSleeper } from '../../support/sleeper.ts';
import type { Sleeper, Spoken } from '../../support/sleeper.ts';
import { median, percentile } from '../runtime/client.ts';

/** Requests of a burst are spread over this time. */
const BURST_MS = 60_000;

/** What becomes of requests to a service without pods; times in seconds. */
export interface ZeroFigures {
  wakes: number;
  firstSoundP50: number;
  firstSoundP95: number;
  burst: number;
  /** Of the burst: spoken, and told to come again later (429 with retry-after). */
  spoken: number;
  refused: number;
  /** Of all requests: neither. */
  lost: number;
  /** How often each other answer or error came. */
  otherwise: Record<string, number>;
}

/** Wakes a service on the cluster of `npm run up -- --with keda` again and again, and then sends it a burst while it sleeps. */
export async function measureZero(wakes: number, burst: number, say: (line: string) => void): Promise<ZeroFigures> {
  const { k } = await theCluster();
  const sleeper = await makeSleeper(k, 'bench-wake', 2);
  try {
    const alone: Outcome[] = [];
    for (let n = 0; n < wakes; n += 1) {
      await sleeper.asleep(true);
      await delay(2_000); // the last traces of the former pod
      alone.push(await outcome(sleeper, `Hello from a pod that has slept. Number ${n}.`));
      say(`wake ${n + 1} of ${wakes}: ${JSON.stringify(alone.at(-1))}`);
    }
    if (burst > 0) await sleeper.asleep(true);
    const many = await Promise.all(
      Array.from({ length: burst }, async (_, n) => {
        await delay((n * BURST_MS) / burst);
        return outcome(sleeper, `Number ${n}.`);
      }),
    );
    const all = [...alone, ...many];
    const spoken = alone.filter(isSpoken).map(({ firstSeconds }) => firstSeconds);
    const others = all.filter((one) => !isSpoken(one) && !isRefused(one));
    return {
      wakes,
      firstSoundP50: median(spoken),
      firstSoundP95: percentile(spoken, 0.95),
      burst,
      spoken: many.filter(isSpoken).length,
      refused: many.filter(isRefused).length,
      lost: others.length,
      otherwise: counted(others.map((one) => ('error' in one ? one.error : `status ${one.status}`))),
    };
  } finally {
    await sleeper.remove();
  }
}

type Outcome = Spoken | { error: string };

async function outcome(sleeper: Sleeper, input: string): Promise<Outcome> {
  return sleeper.speak(input).catch((error: unknown) => {
    const { code, message } = error as { code?: string; message: string };
    return { error: code ?? message };
  });
}

const isSpoken = (one: Outcome): one is Spoken => 'status' in one && one.status === 200 && one.bytes > 0;
const isRefused = (one: Outcome): boolean => 'status' in one && one.status === 429 && one.retryAfter !== undefined;

function counted(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
