import { expect, onTestFinished, test } from 'vitest';
import { TestClock, turn } from '../testing/clock.ts';
import type { KubeObject } from './object.ts';
import type { Page, ReflectorOptions, Source, WatchEvent } from './reflector.ts';
import { Reflector } from './reflector.ts';
import { Store } from './store.ts';

const pod = (name: string, resourceVersion: string, namespace = 'ns'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, uid: name, resourceVersion },
});
const page = (resourceVersion: string, ...items: KubeObject[]): Page => ({ items, resourceVersion });

/** A reflector at a clock that a test moves: what it asks of the API server, and what comes back. */
function followed(pages: Page[], options: Partial<ReflectorOptions> = {}, endsQuietly = false) {
  const clock = new TestClock();
  const store = new Store<KubeObject>();
  const asked: string[] = [];
  const listed: [items: number, repaired: number][] = [];
  const failures: string[] = [];
  let events: WatchEvent[] = [];
  let end: (error?: Error) => void = () => undefined;
  let news = Promise.withResolvers<void>();
  const source: Source = {
    async list({ limit, continue: token }) {
      asked.push(`list ${limit}${token === undefined ? '' : ` from ${token}`}`);
      const next = pages.shift();
      if (!next) throw Object.assign(new Error('refused'), { status: 429, retryAfterSeconds: 7 });
      return next;
    },
    async *watch({ resourceVersion, timeoutSeconds }, signal) {
      asked.push(`watch from ${resourceVersion} for ${timeoutSeconds} s`);
      const ended = Promise.withResolvers<Error | undefined>();
      end = ended.resolve;
      const abort = () => (endsQuietly ? ended.resolve(undefined) : ended.reject(signal.reason as Error));
      signal.addEventListener('abort', abort, { once: true });
      for (;;) {
        const event = events.shift();
        if (event) yield event;
        else {
          const error = await Promise.race([ended.promise, news.promise.then(() => 'news' as const)]);
          if (error === undefined) return;
          if (error !== 'news') throw error;
        }
      }
    },
  };
  const reflector = new Reflector(source, store, {
    clock,
    onListed: (items, repaired) => listed.push([items, repaired]),
    onFailure: (error, ms) => failures.push(`${(error as Error).message}, wait ${ms} ms`),
    ...options,
  });
  const stop = new AbortController();
  const running = reflector.run(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 8; turns++) await turn();
  };
  return {
    ...{ asked, clock, failures, listed, reflector, store, settle },
    names: () => [...store.keys()],
    pass: async (ms: number): Promise<void> => {
      clock.pass(ms);
      await settle();
    },
    tell: async (...told: [type: WatchEvent['type'], object: WatchEvent['object']][]): Promise<void> => {
      events = told.map(([type, object]) => ({ type, object }));
      news.resolve();
      news = Promise.withResolvers();
      await settle();
    },
    breakOff: async (error?: Error): Promise<void> => {
      end(error);
      await settle();
    },
  };
}

test('a long list is read page by page, and the watch goes on from the version of the last', async () => {
  const pages = [{ ...page('7', pod('a', '1'), pod('b', '2')), continue: 'token' }, page('9', pod('c', '3'))];
  const { asked, listed, names, reflector, settle } = followed(pages, { pageSize: 2 });
  expect(reflector.synced).toBe(false);
  await settle();
  expect(asked).toEqual(['list 2', 'list 2 from token', 'watch from 9 for 270 s']);
  expect(names()).toEqual(['ns/a', 'ns/b', 'ns/c']);
  expect([listed, reflector.synced]).toEqual([[[3, 0]], true]);
});

test('a watch that breaks off is resumed from the last version that it told, without a list', async () => {
  const pages = [page('9', pod('a', '1'))];
  const { asked, breakOff, failures, names, pass, settle, tell } = followed(pages);
  await settle();
  await tell(['ADDED', pod('b', '12')], ['DELETED', pod('a', '13')], ['BOOKMARK', pod('', '20')]);
  expect(names()).toEqual(['ns/b']);
  await breakOff(new Error('reset'));
  expect(failures).toEqual(['reset, wait 400 ms']);
  await pass(400);
  expect(asked.slice(1)).toEqual(['watch from 9 for 270 s', 'watch from 20 for 270 s']);
});

test('where the version is too old to go on from, a list tells what was missed: new, changed and gone', async () => {
  const pages = [page('9', pod('gone', '1'), pod('changed', '2'), pod('same', '3'))];
  const { asked, listed, names, pass, settle, store, tell } = followed(pages);
  await settle();
  pages.push(page('40', pod('changed', '30'), pod('same', '3'), pod('new', '31'), pod('overlooked', '5')));
  await tell(['ERROR', { ...pod('', ''), code: 410, message: 'too old resource version' }]);
  await pass(400);
  expect(asked).toEqual(['list 500', 'watch from 9 for 270 s', 'list 500', 'watch from 40 for 270 s']);
  expect(names().sort()).toEqual(['ns/changed', 'ns/new', 'ns/overlooked', 'ns/same']);
  expect(store.get('ns/changed')?.metadata.resourceVersion).toBe('30');
  // The watch should have told of what is older than its version, and of what is gone.
  expect(listed).toEqual([
    [3, 0],
    [4, 2],
  ]);
});

test('an object that was made again under its name while nobody watched is the new one', async () => {
  const pages = [page('9', pod('a', '1'))];
  const { pass, settle, store, tell } = followed(pages);
  await settle();
  const again = { ...pod('a', '30'), metadata: { ...pod('a', '30').metadata, uid: 'another' } };
  pages.push(page('40', again));
  await tell(['ERROR', { ...pod('', ''), code: 410 }]);
  await pass(400);
  expect(store.get('ns/a')?.metadata.uid).toBe('another');
});

test('what we wrote after a list was read is not missed in it', async () => {
  const pages = [page('9')];
  const { names, pass, reflector, settle, tell } = followed(pages);
  await settle();
  reflector.wrote(pod('ours', '50'));
  pages.push(page('40'));
  await tell(['ERROR', { ...pod('', ''), code: 410 }]);
  await pass(400);
  expect(names()).toEqual(['ns/ours']);
});

test.each([
  ['with an error', false],
  ['quietly', true],
])('a silent watch is taken for dead, ends %s, and what it missed is listed', async (_, endsQuietly) => {
  const pages = [page('9'), page('10')];
  const { asked, failures, pass, reflector, settle, tell } = followed(pages, {}, endsQuietly);
  await settle();
  await pass(149_000);
  await tell(['BOOKMARK', pod('', '10')]);
  await pass(149_000);
  expect([asked.length, reflector.silentMs]).toEqual([2, 149_000]);
  await pass(1_000);
  expect(failures).toEqual(['no data from the watch for 150000 ms, wait 400 ms']);
  await pass(400);
  expect(asked.slice(2)).toEqual(['list 500', 'watch from 10 for 270 s']);
  expect(reflector.silentMs).toBe(0);
});

test('all is listed every ten minutes, where the watch ends in good order too', async () => {
  const pages = [page('9'), page('10')];
  const { asked, breakOff, clock, settle, tell } = followed(pages);
  await settle();
  for (const version of ['11', '12', '13']) {
    clock.ms += 270_000;
    await tell(['BOOKMARK', pod('', version)]);
    await breakOff();
  }
  expect(clock.waiting).toBe(1);
  expect(asked).toEqual([
    'list 500',
    ...['9', '11', '12'].map((version) => `watch from ${version} for 270 s`),
    'list 500',
    'watch from 10 for 270 s',
  ]);
});

test('a server that asks for more time gets it', async () => {
  const pages: Page[] = [];
  const { asked, failures, pass, settle } = followed(pages);
  await settle();
  expect(failures).toEqual(['refused, wait 7000 ms']);
  pages.push(page('9'));
  await pass(6_999);
  expect(asked).toEqual(['list 500']);
  await pass(1);
  expect(asked).toEqual(['list 500', 'list 500', 'watch from 9 for 270 s']);
});
