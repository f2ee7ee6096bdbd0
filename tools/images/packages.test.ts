import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { debianPurl, distributionOf, installedPackages, packagesOf } from './packages.ts';

const status = `Package: libstdc++6
Architecture: arm64
Version: 12.2.0-14+deb12u1
Description: GNU Standard C++ Library v3
 Version: this line belongs to the description

Package: libc6
Architecture: arm64
Version: 2.36-9
`;

test('reads packages with their versions', () => {
  const [cpp, c] = packagesOf(status);
  expect(cpp).toEqual({ name: 'libstdc++6', version: '12.2.0-14+deb12u1', architecture: 'arm64' });
  expect(c?.name).toBe('libc6');
  expect(packagesOf('')).toEqual([]);
});

test('a package has a URL', () => {
  const [cpp] = packagesOf(status);
  const distribution = distributionOf('NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n');
  expect(cpp && debianPurl(cpp, distribution)).toBe(
    'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=arm64&distro=debian-12',
  );
});

test('reads the records of distroless images and those of Debian', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-dpkg-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(installedPackages(folder)).toEqual([]);
  mkdirSync(join(folder, 'status.d'));
  writeFileSync(join(folder, 'status.d/tzdata'), 'Package: tzdata\nVersion: 1\nArchitecture: all\n');
  writeFileSync(join(folder, 'status.d/tzdata.md5sums'), 'Package: no\nVersion: 1\nArchitecture: all\n');
  writeFileSync(join(folder, 'status'), status);
  expect(installedPackages(folder).map(({ name }) => name)).toEqual(['libc6', 'libstdc++6', 'tzdata']);
});
