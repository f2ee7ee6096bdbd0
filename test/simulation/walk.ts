import type { Status } from '../../operator/api/status.ts';
import type { Action } from './actions/action.ts';
import { draw } from './actions/draw.ts';
import { perform } from './actions/perform.ts';
import { prepare } from './actions/prepare.ts';
import { MOST_STEPS } from './loop.ts';
import { Invariants } from './invariants.ts';
import type { Violation } from './invariants.ts';
import type { Pod } from './objects.ts';
import { Random, mix } from './random.ts';
import { atRest } from './rest.ts';
import { setupOf } from './setup.ts';
import type { Setup } from './setup.ts';
import { World } from './world.ts';

/** A walk that can be run again: what the world is like, and what happens in it. */
export interface Walk {
  setup: Setup;
  actions: Action[];
}

export interface Outcome {
  walk: Walk;
  violations: Violation[];
  steps: number;
  virtualSeconds: number;
  /** What was seen: reasons and phases of the services' statuses. */
  seen: Set<string>;
  /** Writes of the operator, and Jobs among them. */
  writes: number;
  jobs: number;
}

export interface Options {
  /** What happens, instead of what the seed draws. */
  walk?: Walk;
  trace?: (line: string) => void;
}

/** No write for this long is rest: in every fourth walk the longest back-off of the queue is shorter, in every second that of downloads. */
const QUIET_MS = [1_300_000, 660_000, 200_000, 200_000];
/** Where a service waits for something, in every walk. */
const WAITING_QUIET_MS = 660_000;
const LEAST_QUIET_MS = 90_000;
const QUIET_STEPS = 400;
/** A pod that starts is ready by then, and its service has told so. */
const SETTLE_MS = 20_000;
/** A world that has not come to rest by then never will. */
const PATIENCE_MS = 14_400_000;

/** Runs one seed: a walk of people and faults, then calm until rest. */
export async function run(seed: number, { walk, trace }: Options = {}): Promise<Outcome> {
  const setup = walk?.setup ?? setupOf(seed);
  const world = new World(setup);
  const seen = new Set<string>();
  const invariants = new Invariants(world);
  if (trace) tracing(world, trace);
  world.server.onWrite(({ kind, new: object }) => {
    if ((kind !== 'TTSService' && kind !== 'TTSLexicon') || !object) return;
    const { phase, conditions = [] } = (object['status'] ?? {}) as {
      phase?: string;
      conditions?: { type: string; status: string; reason: string }[];
    };
    if (phase) seen.add(`phase ${phase}`);
    for (const { type, status, reason } of conditions) seen.add(`${type}=${status} ${reason}`);
  });
  const actions: Action[] = [];
  const finish = (): Outcome => {
    if (world.operators.failure)
      invariants.violate('throws', String(world.operators.failure.stack ?? world.operators.failure));
    world.operators.end();
    return {
      walk: { setup, actions },
      violations: invariants.violations,
      steps: world.loop.steps,
      virtualSeconds: world.loop.now / 1000,
      seen,
      writes: invariants.writes,
      jobs: invariants.jobs,
    };
  };
  const isEndless = (): boolean => {
    if (world.loop.steps <= MOST_STEPS) return false;
    invariants.violate('endless', `${MOST_STEPS} events, and no end; last: ${invariants.recent()}`);
    return true;
  };
  if (setup.prepared) prepare(world);
  for (let i = 0; i < setup.operators; i++) world.operators.start(i);
  const random = new Random(mix(setup.seed, 1), 'walk');
  const many = walk?.actions.length ?? lengthOf(random);
  for (let i = 0; i < many; i++) {
    const action = walk ? walk.actions[i] : draw(world, new Random(setup.seed, `action ${i}`));
    if (!action) continue;
    const since = world.loop.now;
    const until = since + (action.do === 'pause' ? Number(action.with) : action.after);
    while (world.loop.next <= until && (await world.step(until)))
      if (invariants.violations.length > 0 || isEndless()) {
        actions.push({ after: 0, do: 'pause', with: until - since }); // without it the faults would end before
        return finish();
      }
    world.loop.now = Math.max(world.loop.now, until);
    actions.push(action);
    trace?.(`${clock(world)} ${action.do} ${action.on ?? ''} ${JSON.stringify(action.with ?? '')}`);
    perform(world, action);
    if (invariants.violations.length > 0) return finish();
  }
  world.heal();
  invariants.lastWrite = world.loop.now;
  const deadline = world.loop.now + PATIENCE_MS;
  const quiet = QUIET_MS[setup.seed % QUIET_MS.length] ?? 0;
  const isQuiet = (): boolean => {
    if (world.loop.now - invariants.lastChange < SETTLE_MS) return false;
    if (world.operators.running.some(({ network }) => network.isDeaf)) {
      invariants.lastWrite = world.loop.now; // what it has missed, it takes in once it watches again
      return false;
    }
    const since = world.loop.now - invariants.lastWrite;
    // Where services look at something every few seconds, rest is taken for granted sooner.
    if (since >= quiet && (since >= WAITING_QUIET_MS || !isWaiting(world))) return true;
    if (since < LEAST_QUIET_MS || world.loop.steps - invariants.lastStep <= QUIET_STEPS) return false;
    if (!isWaiting(world)) return true;
    invariants.lastStep = world.loop.steps; // what it waits for needs time of its own
    return false;
  };
  while (!isQuiet()) {
    if (!(await world.step())) break;
    if (invariants.violations.length > 0 || world.operators.failure || isEndless()) return finish();
    if (world.loop.now > deadline) {
      invariants.violate('restless', `no rest after ${PATIENCE_MS / 3_600_000} hours; last: ${invariants.recent()}`);
      return finish();
    }
  }
  invariants.weigh(actions.length);
  await atRest(world, invariants);
  return finish();
}

/** Whether a service waits for longer than a few seconds before it tries something again. */
function isWaiting(world: World): boolean {
  for (const { status: { initContainerStatuses = [], containerStatuses = [] } = {} } of world.server.all<Pod>('Pod'))
    if (
      [...initContainerStatuses, ...containerStatuses].some(
        ({ state }) => state?.waiting?.reason === 'CrashLoopBackOff',
      )
    )
      return true;
  return [...world.server.all('TTSService')].some(({ status }) => {
    const { model, conditions = [] } = (status ?? {}) as Status;
    return (
      model?.phase === 'Retrying' ||
      conditions.some(({ reason }) =>
        /^NotFound$|Contested|WriteFailed|Refused|Quota|Forbidden|Terminating|TooLarge/.test(reason),
      )
    );
  });
}

/** How many things happen: few in most walks, since much needs but two or three, and each costs as much as a short walk. */
function lengthOf(random: Random): number {
  const [least, most] = { short: [1, 4], middle: [4, 9], long: [10, 27] }[
    random.weighted({ short: 14, middle: 5, long: 1 })
  ] as [number, number];
  return least + random.below(most - least + 1);
}

function clock(world: World): string {
  return `${(world.loop.now / 1000).toFixed(3).padStart(9)}`;
}

function tracing(world: World, trace: (line: string) => void): void {
  world.trace = (line) => trace(`${clock(world)}   ${line}`);
  world.server.onWrite(({ kind, old, new: current, user }) => {
    const object = current ?? old;
    if (!object || kind === 'Lease' || kind === 'Event') return;
    const what = !old
      ? 'made'
      : !current
        ? 'gone'
        : current.metadata.deletionTimestamp && !old.metadata.deletionTimestamp
          ? 'deleted'
          : 'changed';
    const status = (current?.['status'] ?? {}) as {
      phase?: string;
      conditions?: { type: string; reason: string; status: string }[];
    };
    const ready = status.conditions?.find(({ type }) => type === 'Ready');
    world.trace?.(
      `${user} ${what} ${kind}/${object.metadata.namespace}/${object.metadata.name} ${status.phase ?? ''} ${ready ? `Ready=${ready.status} ${ready.reason ?? ''}` : ''}`,
    );
  });
}
