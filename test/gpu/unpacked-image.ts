import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An image's files as a folder to change the root to, and what its configuration says. */
export interface UnpackedImage {
  root: string;
  env: Record<string, string>;
  command: string[];
  user: string;
  remove(): void;
}

/** Unpacks a docker-archive whose layers delete nothing of one another. */
export function unpackImage(archive: string): UnpackedImage {
  const folder = mkdtempSync(join(tmpdir(), 'tts-image-'));
  const root = join(folder, 'root');
  mkdirSync(root, { mode: 0o755 });
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
  const [{ Config, Layers }] = json('manifest.json') as [{ Config: string; Layers: string[] }];
  for (const layer of Layers) {
    execFileSync('tar', ['-xf', join(folder, layer), '-C', root]);
    rmSync(join(folder, layer));
  }
  const { config } = json(Config) as { config: { Env: string[]; Cmd: string[]; User: string } };
  // What a container runtime adds.
  mkdirSync(join(root, 'dev'), { recursive: true });
  execFileSync('mknod', ['-m', '666', join(root, 'dev/null'), 'c', '1', '3']);
  mkdirSync(join(root, 'tmp'), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  return {
    root,
    env: Object.fromEntries(config.Env.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
    command: config.Cmd,
    user: config.User,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
