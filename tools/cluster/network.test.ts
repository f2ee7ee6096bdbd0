import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shareMount } from './network.ts';
import { tryTo } from './shell.ts';

const mounts = (folder: string): number =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.split(' ')[4] === folder).length;

// `ip netns add` mounts the folder over itself unless this first step of it succeeds.
const firstStepOfIp = (folder: string) => tryTo('mount', ['--make-shared', folder]);

test.skipIf(process.getuid?.() !== 0)(
  'a shared mount is made once, and `ip netns add` needs none of its own',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tts-netns-'));
    expect(await firstStepOfIp(folder)).toBeUndefined();
    try {
      await shareMount(folder);
      await shareMount(folder);
      expect(mounts(folder)).toBe(1);
      expect(await firstStepOfIp(folder)).toBeDefined();
    } finally {
      await tryTo('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
