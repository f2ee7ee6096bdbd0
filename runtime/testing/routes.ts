import type { FastifyInstance } from 'fastify';

/** Methods and paths, from the tree that Fastify prints: each branch adds to the path of the one that it grows from. */
export function routesOf(app: FastifyInstance): [method: string, path: string][] {
  const branches: string[] = [];
  return [...app.printRoutes({ commonPrefix: false }).matchAll(/^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/gm)].flatMap(
    ([, indent = '', part = '', methods]) => {
      branches.splice(indent.length / 4, Infinity, part);
      return methods === undefined
        ? []
        : methods.split(', ').map((method): [string, string] => [method, branches.join('')]);
    },
  );
}

/** Probes, metrics, the documentation and the page. */
export const OPEN = /^\/($|(livez|readyz|health|metrics|openapi\.json|page\/[^/]+)$|docs(\/|\*|$))/;
