import { lstatSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { providerFolder } from '../../../runtime/model/gpu.ts';
import { gpuContext } from '../../../tools/images/gpu-context.ts';

/** What a process on this checkout needs to use a GPU: the GPU image's libraries, beside ONNX Runtime until `remove`. */
export async function lendProvider(
  say: (line: string) => void,
): Promise<{ env: { LD_LIBRARY_PATH: string }; remove(): void }> {
  const context = await gpuContext(say);
  const remove = linkAll(join(context, 'provider'), providerFolder());
  // Whoever ends this process before its time: the checkout is to be as it was.
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const folders = [join(context, 'cuda'), process.env['LD_LIBRARY_PATH'] ?? '/usr/local/nvidia/lib64'];
  return { env: { LD_LIBRARY_PATH: folders.join(':') }, remove };
}

/** Links the files of a folder into another one that has none of that name but links of a run that was killed. */
export function linkAll(from: string, to: string): () => void {
  const links = readdirSync(from).flatMap((name) => {
    const link = join(to, name);
    const there = lstatSync(link, { throwIfNoEntry: false });
    if (there && !there.isSymbolicLink()) return [];
    rmSync(link, { force: true });
    symlinkSync(join(from, name), link);
    return [link];
  });
  return () => {
    for (const link of links) rmSync(link, { force: true });
  };
}
