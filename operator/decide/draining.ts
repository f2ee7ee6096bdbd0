import type { KubeObject } from '../controller/object.ts';
import { timestamp } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';

/** So long the addresses of the interceptor stay beside those of the pods, which kube-proxy learns of meanwhile. */
const OVERLAP_MS = 10_000;
/** So long requests on kept connections are passed on. A proxy such as nginx uses a connection for an hour at most. */
const PASS_MS = 3_600_000;
/** So long they are then refused, each with its connection closed. A connection that is idle for longer is closed by its client. */
const CLOSE_MS = 300_000;

/** How far the interceptor's part of a service is that clients are not led to any more, but that still has their connections. */
export interface Drain {
  /** Since when (RFC 3339). */
  since: string;
  /** Whether new connections may still lead there. */
  overlaps: boolean;
  /** Whether requests are passed on. */
  passes: boolean;
  over: boolean;
  /** When one of these changes next, in milliseconds. */
  nextMs: number;
}

/** How far these routes are at a time, in milliseconds; from now on if they say nothing, or nothing that can be. */
export function drainOf(routes: KubeObject[], now: number): Drain {
  const [since = now] = routes
    .map((route) => Date.parse(releasedSince(route) ?? ''))
    .filter((time) => time <= now)
    .sort((a, b) => a - b);
  const age = now - since;
  const next = [OVERLAP_MS, PASS_MS, PASS_MS + CLOSE_MS].find((end) => age < end);
  return {
    since: timestamp(since),
    overlaps: age < OVERLAP_MS,
    passes: age < PASS_MS,
    over: next === undefined,
    nextMs: next === undefined ? Infinity : next - age,
  };
}

/** Since when clients have not been led to the interceptor, as a route says. */
export function releasedSince({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.[ANNOTATION.released];
}
