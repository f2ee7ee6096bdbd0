import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { has } from './packages.ts';
import { shareMount, withoutNodeRules } from './network.ts';
import { sh, tryTo } from './shell.ts';

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

const isolated = process.getuid?.() === 0 && has('iptables') && has('unshare');

test.skipIf(!isolated)('what kube-proxy has not translated is refused at once, by one rule in each chain', async () => {
  const line =
    'ip link set lo up; ip route add default dev lo; "$0" -e "' +
    "const { refuseUntranslated } = await import('./tools/cluster/network.ts');" +
    "const { connect } = await import('node:net');" +
    "const dial = () => new Promise((done) => connect({ host: '10.96.7.7', port: 80 }).on('error', (error) => done(error.code)));" +
    'await refuseUntranslated(); await refuseUntranslated(); console.log(await dial());' +
    '"; iptables -S | grep -c TTS-GUARD; iptables -S OUTPUT';
  const said = await sh('unshare', ['-n', 'bash', '-c', line, process.execPath]);
  expect(said).toMatch(/^ECONNREFUSED\n2\n/);
});

test('the rules of the node are taken out of a table, and those of others stay', () => {
  const others = ['*filter', ':FORWARD ACCEPT [0:0]', '-A FORWARD -i docker0 -j ACCEPT', 'COMMIT', ''];
  const own = [
    ':KUBE-ROUTER-FORWARD - [0:0]',
    '-A FORWARD -m comment --comment "kube-router netpol" -j KUBE-ROUTER-FORWARD',
    '-A FORWARD -m comment --comment "rule to explicitly ACCEPT traffic that comply to network policies" -m mark --mark 0x20000/0x20000 -j ACCEPT',
    '-A POSTROUTING -s 10.244.0.7/32 -j CNI-0123456789abcdef',
  ];
  const rules = [...others.slice(0, 2), ...own, ...others.slice(2)].join('\n');
  expect(withoutNodeRules(rules)).toBe(others.join('\n'));
});
