import { expect, test } from 'vitest';
import { destinationOf, isLocal } from './destination.ts';
import { versionOf } from './version.ts';

const chart = { version: '0.2.0', appVersion: '0.2.0' };
const about = '{"version":"0.2.0"}';
const changelog = '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- x\n\n## 0.1.0\n\n- y\n';

test('the version is that of package.json, the notes are its entry alone', () => {
  expect(versionOf(about, changelog, chart)).toEqual({ version: '0.2.0', notes: '### Added\n\n- x' });
});

test.each([
  ['{"version":"next"}', changelog, chart, 'is not a semantic version'],
  ['{"version":"0.3.0"}', changelog, { version: '0.3.0', appVersion: '0.3.0' }, 'no entry "## 0.3.0"'],
  [about, changelog.replace('### Added\n\n- x\n', ''), chart, 'is empty'],
  [about, changelog, { ...chart, appVersion: '0.1.0' }, 'Chart.yaml has the appVersion 0.1.0'],
])('refuses %s', (text, log, of, reason) => {
  expect(() => versionOf(text, log, of)).toThrow(reason);
});

test('everything of a release lies below one name', () => {
  expect(
    Object.values<string>({ ...destinationOf('ghcr.io/team/tts') }).every((one) => one.startsWith('ghcr.io/team/tts/')),
  ).toBe(true);
  expect(destinationOf('localhost:5000/x').chart).toBe('localhost:5000/x/charts/tts-operator');
});

test.each(['ghcr.io', 'https://ghcr.io/team', 'ghcr.io/Team/tts', 'ghcr.io/team/tts:1', 'ghcr.io//tts', ''])(
  'refuses the registry %j',
  (registry) => {
    expect(() => destinationOf(registry)).toThrow('write HOST/NAME');
  },
);

test('only a registry of this machine is spoken with over HTTP', () => {
  expect([isLocal('localhost:5000/x'), isLocal('127.0.0.1:1/x')]).toEqual([true, true]);
  expect([isLocal('localhost.example/x'), isLocal('ghcr.io/x')]).toEqual([false, false]);
});
