import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedRequests } from '../runtime/testing/recorded-requests.ts';

const page = readFileSync('docs/reference/clients.md', 'utf8');
const pinned = new Map(
  readFileSync('test/clients/python/requirements.txt', 'utf8')
    .split('\n')
    .map((line) => line.split('==') as [string, string]),
);
const { dependencies } = JSON.parse(readFileSync('test/clients/node/package.json', 'utf8')) as {
  dependencies: Record<string, string>;
};
const tried = page.slice(page.indexOf('## Packages'), page.indexOf('## Other versions'));
const rows = [...tried.matchAll(/^\| (\S+) \((PyPI|npm)\) \| (\S+) \|/gm)];

test('the page names the versions that the tests install', () => {
  expect(rows).toHaveLength(14);
  for (const [, name = '', registry, version] of rows)
    expect([name, version]).toEqual([name, registry === 'npm' ? dependencies[name] : pinned.get(name)]);
});

test('the page has a row for every application whose requests are tried', () => {
  const applications = page.slice(page.indexOf('## Applications'), page.indexOf('## Fields'));
  const rowCount = [...applications.matchAll(/^\| (?!---|client \|)/gm)].length;
  expect(rowCount).toBe(Object.keys(recordedRequests).length);
});
