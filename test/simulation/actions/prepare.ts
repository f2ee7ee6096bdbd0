import { NAMESPACES } from '../setup.ts';
import { CA, CLAIMS, KEYS, SECRETS } from '../specs.ts';
import type { World } from '../world.ts';
import { performPerson } from './perform-person.ts';

/** Has people make what specs refer to, before anything happens. */
export function prepare(world: World): void {
  for (const namespace of NAMESPACES) {
    for (const name of [...SECRETS, ...KEYS])
      performPerson(world, { do: 'secret', on: `${namespace}/${name}`, with: 'put' });
    for (const [index, name] of CLAIMS.entries())
      performPerson(world, { do: 'claim', on: `${namespace}/${name}`, with: ['first', 'second'][index] });
    const authority = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: CA, namespace },
      data: { 'ca.crt': 'x' },
    };
    world.server.create(authority, 'person');
  }
}
