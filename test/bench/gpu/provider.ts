import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { providerFolder } from '../../../runtime/model/gpu.ts';
import { gpuContext } from '../../../tools/images/gpu-context.ts';

/** What a process on this checkout needs to use a GPU: the GPU image's libraries, beside ONNX Runtime until `remove`. */
export async function lendProvider(
  say: (line: string) => void,
): Promise<{ env: { LD_LIBRARY_PATH: string }; remove(): void }> {
  const context = await gpuContext(say);
  const names = readdirSync(join(context, 'provider'));
  const links = names.map((name) => join(providerFolder(), name)).filter((link) => !existsSync(link));
  for (const [index, link] of links.entries()) symlinkSync(join(context, 'provider', names[index] ?? ''), link);
  const folders = [join(context, 'cuda'), process.env['LD_LIBRARY_PATH'] ?? '/usr/local/nvidia/lib64'];
  return {
    env: { LD_LIBRARY_PATH: folders.join(':') },
    remove: () => links.forEach((link) => rmSync(link, { force: true })),
  };
}
