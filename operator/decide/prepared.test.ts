import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { isPrepared, preparedModels } from './prepared.ts';

const name = (version: string) => `${'a'.repeat(64)}-9-${version}-x64-0123456789ab`;
const seal = (digit: string) => digit.repeat(64);

/** A pod whose step before the server ended so. */
function pod(message: string, { container = 'prepare', exitCode = 0 } = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    status: { initContainerStatuses: [{ name: container, state: { terminated: { exitCode, message } } }] },
  };
}

const sealsOf = (observed: Parameters<typeof preparedModels>[0]) => preparedModels(observed, undefined).seals;

const report = (version: string, digit: string, image?: string) =>
  `${JSON.stringify({ type: 'result', phase: 'Prepared', name: name(version), seal: seal(digit), image })}\n`;

function manifest(text?: string): KubeObject {
  const data = text === undefined ? {} : { 'prepared.json': text };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data };
}

test('what pods have prepared is put on record, and stays there', () => {
  const first = sealsOf({ manifest: manifest(), readers: [pod(report('1', '1')), pod(report('2', '2'))] });
  expect(first).toEqual({ [name('1')]: seal('1'), [name('2')]: seal('2') });
  expect(sealsOf({ manifest: manifest(JSON.stringify(first)), readers: [] })).toEqual(first);
  expect(sealsOf({ manifest: undefined, readers: [] })).toEqual({});
});

test('a later report changes nothing that is on record', () => {
  const known = { [name('1')]: seal('1') };
  expect(sealsOf({ manifest: manifest(JSON.stringify(known)), readers: [pod(report('1', '2'))] })).toEqual(known);
});

describe('no record is made of', () => {
  test.each([
    ['a report of another container', pod(report('1', '1'), { container: 'model' })],
    ['a step that failed', pod(report('1', '1'), { exitCode: 1 })],
    ['a step without a report', pod('the volume is full')],
    ['a name that leads elsewhere', pod(report('1', '1').replace('-9-', '/../'))],
    ['a seal that is none', pod(report('1', 'z'))],
    ['another result', pod(report('1', '1').replace('Prepared', 'Verified'))],
  ])('%s', (_what, reader) => {
    expect(sealsOf({ manifest: manifest(), readers: [reader] })).toEqual({});
  });

  test('a record that cannot be read', () => {
    expect(sealsOf({ manifest: manifest('['), readers: [pod(report('1', '1'))] })).toEqual({
      [name('1')]: seal('1'),
    });
  });
});

test('the oldest names go when there are too many', () => {
  const readers = Array.from({ length: 10 }, (_, n) => pod(report(String(n), '1')));
  const record = sealsOf({ manifest: manifest(), readers });
  expect(Object.keys(record)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9'].map(name));
});

describe('which images find what they need', () => {
  const verified = '2026-11-30T10:00:00Z';
  const reader = (image: string, finishedAt: string): KubeObject => ({
    ...pod(''),
    status: {
      initContainerStatuses: [
        { name: 'prepare', state: { terminated: { exitCode: 0, message: report('1', '1', image), finishedAt } } },
      ],
    },
  });
  const kept = (images: string[], of = verified, now = verified): KubeObject => ({
    ...manifest(),
    metadata: { name: 'files', annotations: { [ANNOTATION.verifiedTime]: now } },
    data: { 'prepared-with.json': JSON.stringify({ verified: of, images }) },
  });

  test('those whose pods say so after the volume was verified', () => {
    const readers = [reader('old', '2026-11-30T09:59:59Z'), reader('new', '2026-11-30T10:00:00Z')];
    const found = preparedModels({ manifest: manifest(), readers }, verified).with;
    expect(found).toEqual({ verified, images: ['new'] });
    expect(isPrepared(kept(found?.images ?? []), 'new')).toBe(true);
    expect(isPrepared(kept(found?.images ?? []), 'old')).toBe(false);
  });

  test('none any more once the volume was verified again', () => {
    const later = '2026-11-30T11:00:00Z';
    expect(isPrepared(kept(['new'], verified, later), 'new')).toBe(false);
    expect(preparedModels({ manifest: kept(['new'], verified, later), readers: [] }, later).with).toBeUndefined();
  });

  test('those that are known stay when their pods have gone', () => {
    expect(preparedModels({ manifest: kept(['a']), readers: [] }, verified).with).toEqual({ verified, images: ['a'] });
    const readers = [reader('b', verified), reader('a', verified)];
    const { with: both } = preparedModels({ manifest: kept(['a']), readers }, verified);
    expect(both?.images).toEqual(['a', 'b']);
  });

  test('none without a record, or with one that cannot be read', () => {
    expect(isPrepared(undefined, 'a')).toBe(false);
    expect(isPrepared(manifest(), 'a')).toBe(false);
    expect(isPrepared({ ...kept([]), data: { 'prepared-with.json': '{"images":["a"]}' } }, 'a')).toBe(false);
  });
});
