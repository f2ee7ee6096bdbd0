import { ApiError } from '../../../operator/cluster/api.ts';
import type { World } from '../world.ts';
import { isFault } from './action.ts';
import type { Action } from './action.ts';
import { performFault } from './perform-fault.ts';
import { performPerson } from './perform-person.ts';

/** Has an action happen. What the API server refuses is as a person would see it: an error, and on they go. */
export function perform(world: World, action: Action): void {
  const { do: deed } = action;
  try {
    if (isFault(deed)) performFault(world, { ...action, do: deed });
    else performPerson(world, { ...action, do: deed });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    world.trace?.(`  refused: ${error.message}`);
    world.refused(action, error);
  }
}
