import { gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

/** A file of an archive; `mode` 0644 by default. */
export interface Entry {
  path: string;
  bytes: Buffer | string;
  mode?: number;
}

/** A tar.gz that is the same for the same files in whatever order: sorted, owned by root, of the time 0. */
export async function tarGz(entries: Entry[]): Promise<Buffer> {
  const tar = pack();
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, bytes, mode = 0o644 } of sorted)
    tar.entry({ name: path, mode, mtime: new Date(0), uid: 0, gid: 0 }, bytes);
  tar.finalize();
  return gzipSync(await buffer(tar), { level: 9 });
}
