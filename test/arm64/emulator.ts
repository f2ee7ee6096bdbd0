import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot } from '../../tools/cluster/paths.ts';
import { sh } from '../../tools/cluster/shell.ts';

/** Path of Debian's qemu for arm64 programs, which is unpacked into the cache folder and not installed. */
export async function ensureEmulator(): Promise<string> {
  const path = join(cacheRoot, 'qemu-aarch64-static');
  if (existsSync(path)) return path;
  const folder = mkdtempSync(join(tmpdir(), 'tts-qemu-'));
  try {
    await sh('sh', ['-c', 'cd "$0" && apt-get download -q qemu-user-static', folder]);
    const [deb = ''] = readdirSync(folder);
    await sh('dpkg-deb', ['-x', join(folder, deb), folder]);
    mkdirSync(cacheRoot, { recursive: true });
    await sh('cp', [join(folder, 'usr/bin/qemu-aarch64-static'), `${path}.part`]);
    renameSync(`${path}.part`, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return path;
}

/** What the first bytes of an arm64 program are, and which of them count (qemu's scripts/qemu-binfmt-conf.sh). */
const magic = String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`;
const mask = String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`;

/**
 * A command that runs programs of an arm64 root with qemu, in a folder of that root and in namespaces of its own: binfmt_misc is that
 * of a user namespace, so this machine runs no arm64 program afterwards. It has no /sys, in which ONNX Runtime would find the processor
 * of this machine. All of it ends with the command.
 */
export function emulated(qemu: string, root: string, folder: string, command: string[]): string[] {
  const script = `set -e
mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
printf '%s' ':qemu-aarch64:M::${magic}:${mask}:${qemu}:F' > /proc/sys/fs/binfmt_misc/register
mount -t proc proc "$0/proc"
root="$0" folder="$1"
shift
exec unshare --root="$root" --wd="$folder" "$@"`;
  const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  return ['unshare', ...namespaces, 'sh', '-c', script, root, folder, ...command];
}

/** qemu 7.2 computes wrongly with SVE and SME. */
export const processor = { QEMU_CPU: 'max,sve=off,sme=off' };
