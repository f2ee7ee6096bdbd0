import { existsSync, mkdirSync, renameSync } from 'node:fs';

/** Makes `folder` with `fill` unless it exists; it appears by one rename. */
export async function once(folder: string, fill: (part: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const part = `${folder}.${process.pid}`;
  mkdirSync(part, { recursive: true, mode: 0o755 });
  await fill(part);
  renameSync(part, folder);
}
