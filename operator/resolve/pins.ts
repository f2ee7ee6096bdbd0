import { z } from 'zod';
import type { Status } from '../api/status.ts';
import { resolvedFile } from '../model-store/report.ts';
import type { ResolvedFile } from '../model-store/report.ts';
import type { Pins } from './model.ts';

/** What sources told of the files of one OpenModel, as a status keeps it. */
export type Pinned = NonNullable<NonNullable<Status['model']>['pinned']>[number];

/** So many models' pins a status keeps: going back to a former precision finds its digests. */
const KEPT = 8;

const files = z.array(resolvedFile);

/** What a status has pinned, as far as it is readable. */
export function pinsOf(status: Status): Pins {
  const pins = new Map<string, ResolvedFile[]>();
  for (const { id, files: told } of status.model?.pinned ?? []) {
    const parsed = files.safeParse(told);
    if (parsed.success) pins.set(id, parsed.data);
  }
  return pins;
}

/** The pins of a status and one more. What is pinned is never replaced. */
export function withPinned(old: Pinned[] | undefined, added: Pinned | undefined): Pinned[] | undefined {
  if (!added || old?.some(({ id }) => id === added.id)) return old;
  return [added, ...(old ?? [])].slice(0, KEPT);
}
