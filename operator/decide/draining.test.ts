import { expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { timestamp } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { drainOf } from './draining.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const route = (released?: string): KubeObject => ({
  apiVersion: 'http.keda.sh/v1beta1',
  kind: 'InterceptorRoute',
  metadata: { name: 'a', ...(released === undefined ? {} : { annotations: { [ANNOTATION.released]: released } }) },
});
const after = (seconds: number) => drainOf([route(timestamp(NOW - seconds * 1000))], NOW);

test('kept connections are served for an hour, then closed for five minutes', () => {
  expect(after(0)).toMatchObject({ overlaps: true, passes: true, over: false, nextMs: 10_000 });
  expect(after(10)).toMatchObject({ overlaps: false, passes: true, over: false, nextMs: 3_590_000 });
  expect(after(3_600)).toMatchObject({ overlaps: false, passes: false, over: false, nextMs: 300_000 });
  expect(after(3_900)).toMatchObject({ passes: false, over: true, nextMs: Infinity });
});

test('the time begins when the first route was let go of', () => {
  const routes = [route(), route('2026-01-01T11:59:00Z'), route('2026-01-01T11:58:00Z')];
  expect(drainOf(routes, NOW).since).toBe('2026-01-01T11:58:00Z');
});

test.each([[undefined], [''], ['yesterday'], ['2026-01-01T12:00:01Z'], ['9999-01-01T00:00:00Z']])(
  'with %s it begins now: a clock that was wrong keeps no route for ever, and takes none away at once',
  (released) => {
    expect(drainOf([route(released)], NOW)).toMatchObject({ since: '2026-01-01T12:00:00Z', over: false });
  },
);
