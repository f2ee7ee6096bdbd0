import { expect, it } from 'vitest';
import { machineOf, thisMachine } from './machine.ts';

const status = 'Name:\tnode\nCpus_allowed_list:\t0-3,8,10-12\n';

it.each<[string, Record<string, string>, object]>([
  ['no limit', { '/proc/self/cgroup': '0::/\n' }, { cores: 8, memoryBytes: undefined }],
  [
    'the root of a container, version 2',
    {
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/cpu.max': '200000 100000\n',
      '/sys/fs/cgroup/memory.max': '2147483648\n',
    },
    { cores: 2, memoryBytes: 2 ** 31 },
  ],
  [
    'a service of systemd below a slice with less, version 2',
    {
      '/proc/self/cgroup': '0::/user.slice/app.service\n',
      '/sys/fs/cgroup/user.slice/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/user.slice/app.service/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/user.slice/app.service/memory.max': 'max\n',
    },
    { cores: 2, memoryBytes: undefined },
  ],
  [
    'a container that sees the path of its node, version 1',
    {
      '/proc/self/cgroup': '4:memory:/kubepods/pod1/abc\n3:cpu,cpuacct:/kubepods/pod1/abc\n1:name=systemd:/\n0::/\n',
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '50000\n',
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': '1073741824\n',
    },
    { cores: 1, memoryBytes: 2 ** 30 },
  ],
  [
    'version 1 without limits',
    {
      '/proc/self/cgroup': '4:memory:/\n1:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    },
    { cores: 8, memoryBytes: undefined },
  ],
])('%s', (_, files, machine) => {
  expect(machineOf((path) => ({ '/proc/self/status': status, ...files })[path], 64)).toEqual(machine);
});

it('counts the cores that it is told where there is no /proc', () => {
  expect(machineOf(() => undefined, 5)).toEqual({ cores: 5, memoryBytes: undefined });
});

it('this process may use a core', () => {
  expect(thisMachine().cores).toBeGreaterThanOrEqual(1);
});
