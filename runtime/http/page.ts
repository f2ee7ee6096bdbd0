import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectFile } from '../process/project-file.ts';
import { isNamed } from './entity-tags.ts';

const FOLDER = 'runtime/page';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  name: string;
  type: string;
  content: Buffer;
  etag: string;
}

/** The files of the page, index.html among them; others of its folder are for those who write it. */
export function pageFiles(): PageFile[] {
  return readdirSync(projectFile(FOLDER)).flatMap((name) => {
    const type = types[extname(name)];
    if (type === undefined) return [];
    const content = readFileSync(projectFile(`${FOLDER}/${name}`));
    const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
    return [{ name, type, content, etag }];
  });
}

/**
 * What the page may load and ask: this server alone. Its WebSocket is named beside 'self', which older browsers take for HTTP only;
 * `host` is that of the request.
 */
export function contentSecurityPolicy(host: string | undefined): string {
  const own = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host ?? '') ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    'media-src blob:',
    `connect-src 'self'${own}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** GET /: a page to try the voices; its files are below /page/. */
export function registerPage(app: FastifyInstance): void {
  for (const file of pageFiles()) {
    const path = file.name === 'index.html' ? '/' : `/page/${file.name}`;
    app.get(path, { schema: { hide: true } }, async (request, reply) => answer(file, request, reply));
  }
}

function answer({ type, content, etag }: PageFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply
    .header('content-security-policy', contentSecurityPolicy(request.headers.host))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .header('etag', etag);
  if (isNamed(etag, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.type(type).send(content);
}
