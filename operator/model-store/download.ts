import { classify } from './failure.ts';
import { withLock } from './lock.ts';
import type { Manifest } from './manifest.ts';
import { checkSpace, plan } from './plan.ts';
import { addOptional, inherit, inventory, publish, reuse, unpublish } from './publish.ts';
import type { Settings } from './settings.ts';
import type { Sources } from './source.ts';
import { transfer } from './transfer.ts';
import type { Watch } from './transfer.ts';
import { check } from './verify.ts';
import type { Check } from './verify.ts';
import { makeFolder, places } from './volume.ts';
import type { Places } from './volume.ts';

/** One model to bring onto a volume. */
export interface Task {
  manifest: Manifest;
  digest: string;
  sources: Sources;
  modelPath: string;
  /** Leaves a published model alone that lacks only optional files, instead of trying these again. */
  contentWithout?: boolean;
}

/** What a download came to. `repaired` names files that were damaged on the volume. */
export interface Outcome {
  digest: string;
  filesVerified: number;
  filesTotal: number;
  missing: string[];
  whyMissing: string | undefined;
  repaired: string[];
  bytesFetched: number;
  sources: string[];
}

/**
 * Makes sure that a model is on the volume, whole and verified, fetching no more than what is not there. Throws a
 * StoreFailure; the published folder is then as it was, or absent if it was damaged, and the next call goes on.
 */
export async function download(task: Task, settings: Settings, watch: Watch, signal: AbortSignal): Promise<Outcome> {
  try {
    const at = places(task.modelPath, task.digest);
    watch.meter.filesTotal = task.manifest.files.length;
    await makeFolder(task.modelPath);
    const found = await check(at.published, 'full', signal);
    if (found.state === 'whole' && (found.missing.length === 0 || task.contentWithout)) {
      return outcome(task, watch, { missing: found.missing });
    }
    // Files that were just read need not be read again.
    const how = found.state === 'whole' ? 'fast' : 'full';
    return await withLock(at, watch.log, signal, async (held, { holder, former }) => {
      const own = places(task.modelPath, task.digest, holder);
      await inherit(own, former);
      return bring(task, own, settings, watch, how, held);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw classify(error);
  }
}

async function bring(
  task: Task,
  at: Places,
  settings: Settings,
  watch: Watch,
  how: 'fast' | 'full',
  signal: AbortSignal,
): Promise<Outcome> {
  const { manifest, digest, sources } = task;
  const found = await check(at.published, how, signal);
  const repaired = await takeBack(found, task, watch);
  const published = found.state === 'whole' ? found : undefined;
  if (published?.missing.length === 0) return outcome(task, watch, {});

  await makeFolder(at.files);
  const notThere = published ? manifest.files.filter((file) => published.missing.includes(file.path)) : manifest.files;
  const wanted = await reuse(await inventory(notThere, at), at);
  watch.meter.filesVerified = manifest.files.length - wanted.length;
  await plan(manifest.files, wanted, sources, at, watch.meter);
  await checkSpace(wanted, sources, at, watch.meter);
  const { missing, why, used } = await transfer(wanted, sources, at, settings, watch, signal);
  if (missing.length > 0) watch.log(`${missing.length} optional files are unavailable: ${why}`);
  if (!published) await publish(manifest, digest, missing, at, new Date());
  else if (missing.length < wanted.length) {
    const added = wanted.filter((file) => !missing.includes(file.path));
    await addOptional(added, digest, missing, at, new Date());
  }
  return outcome(task, watch, { missing, whyMissing: why, repaired, sources: used });
}

/** Unpublishes a damaged model and returns the paths that are damaged. */
async function takeBack(found: Check, task: Task, watch: Watch): Promise<string[]> {
  if (found.state !== 'damaged') return [];
  const [first] = found.damaged;
  watch.log(`repairing ${found.damaged.length} damaged files, such as ${first?.path}, which ${first?.problem}`);
  await unpublish(places(task.modelPath, task.digest));
  return found.damaged.map((one) => one.path);
}

function outcome({ manifest, digest }: Task, { meter }: Watch, more: Partial<Outcome>): Outcome {
  const missing = more.missing ?? [];
  const filesTotal = manifest.files.length;
  meter.filesVerified = filesTotal - missing.length;
  const counts = { filesVerified: meter.filesVerified, filesTotal, bytesFetched: meter.fetched };
  return { digest, ...counts, whyMissing: undefined, repaired: [], sources: [], ...more, missing };
}
