import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { projectFile } from '../process/project-file.ts';

const files = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.mjs': { name: 'page.mjs', type: 'text/javascript; charset=utf-8' },
};

/** Nothing from elsewhere, no inline script; the audio and the wave come from memory. */
const policy = "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; frame-ancestors 'none'";

/** GET /: a page to try the voices. */
export function registerPage(app: FastifyInstance): void {
  for (const [path, { name, type }] of Object.entries(files)) {
    const content = readFileSync(projectFile(`runtime/page/${name}`));
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', policy)
        .header('x-content-type-options', 'nosniff')
        .send(content),
    );
  }
}
