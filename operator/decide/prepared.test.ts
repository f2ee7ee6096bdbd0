import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { preparedRecord } from './prepared.ts';

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

const report = (version: string, digit: string) =>
  `${JSON.stringify({ type: 'result', phase: 'Prepared', name: name(version), seal: seal(digit) })}\n`;

function manifest(text?: string): KubeObject {
  const data = text === undefined ? {} : { 'prepared.json': text };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data };
}

test('what pods have prepared is put on record, and stays there', () => {
  const first = preparedRecord({ manifest: manifest(), readers: [pod(report('1', '1')), pod(report('2', '2'))] });
  expect(first).toEqual({ [name('1')]: seal('1'), [name('2')]: seal('2') });
  expect(preparedRecord({ manifest: manifest(JSON.stringify(first)), readers: [] })).toEqual(first);
  expect(preparedRecord({ manifest: undefined, readers: [] })).toEqual({});
});

test('a later report changes nothing that is on record', () => {
  const known = { [name('1')]: seal('1') };
  expect(preparedRecord({ manifest: manifest(JSON.stringify(known)), readers: [pod(report('1', '2'))] })).toEqual(
    known,
  );
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
    expect(preparedRecord({ manifest: manifest(), readers: [reader] })).toEqual({});
  });

  test('a record that cannot be read', () => {
    expect(preparedRecord({ manifest: manifest('['), readers: [pod(report('1', '1'))] })).toEqual({
      [name('1')]: seal('1'),
    });
  });
});

test('the oldest names go when there are too many', () => {
  const readers = Array.from({ length: 10 }, (_, n) => pod(report(String(n), '1')));
  const record = preparedRecord({ manifest: manifest(), readers });
  expect(Object.keys(record)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9'].map(name));
});
