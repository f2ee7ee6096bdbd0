import { KIND } from '../../../operator/api/fields.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { isFault } from './action.ts';
import type { Action, Deed } from './action.ts';
import { drawFault } from './draw-fault.ts';
import { drawPerson } from './draw-person.ts';
import { temperOf } from './temper.ts';

/** What happens next; undefined when what was drawn, a few times over, has nothing to happen to. */
export function draw(world: World, random: Random): Action | undefined {
  const temper = temperOf(world.setup.seed);
  const soon = random.chance(temper.slow ? 0.2 : 0.5);
  const after = soon ? random.below(3_000) : temper.slow ? 30_000 + random.below(90_000) : random.below(60_000);
  const empty = world.server.all(KIND).next().done === true;
  for (let tries = 0; tries < 4; tries++) {
    const deed = empty && random.chance(0.7) ? 'create' : random.weighted<Deed>(temper.often);
    const services = [...world.server.all(KIND)];
    const service = services.length > 0 ? random.pick(services) : undefined;
    const found = isFault(deed) ? drawFault(deed, world, random) : drawPerson(deed, service, temper, world, random);
    if (found) return { after, do: deed, ...found };
  }
  return undefined;
}
