import { existsSync, readFileSync } from 'node:fs';

/** The version in package.json, which stands beside `runtime/` in the sources and two folders up in a build. */
export const version = readVersion();

function readVersion(): string {
  const candidates = [new URL('../package.json', import.meta.url), new URL('../../package.json', import.meta.url)];
  const found = candidates.find((url) => existsSync(url));
  return found ? (JSON.parse(readFileSync(found, 'utf8')) as { version: string }).version : '0.0.0';
}
