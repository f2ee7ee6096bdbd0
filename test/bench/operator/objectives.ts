import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Admission } from '../../../runtime/admission.ts';
import { createMetrics } from '../../../runtime/http/metrics.ts';
import type { Member } from './fleet.ts';

/** What 1 to 4 of the played pods can keep. */
const SCALING = { maxReplicas: 6, objective: { firstAudioP95: '1200ms', concurrency: 3 } };
/** Seconds that a segment takes at the speed 1. */
const FIRST = [0.2, 0.4];
const LATER = [0.3, 0.8];
const BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 4, 8, 20, Infinity];

/** Where pods are asked for what they measured. No loopback address: the API server takes none as an endpoint. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}

/**
 * The members with an objective, and somebody who answers for their pods at a port of each: every service has a speed of its own. Its
 * mean varies, less and less as more requests are counted.
 */
export async function withObjectives(members: Member[]): Promise<{ members: Member[]; close: () => void }> {
  const rest = await othersMetrics();
  const servers = await Promise.all(
    members.map(async (_, index) => {
      const factor = 0.7 + (0.6 * index) / members.length;
      let requests = 100;
      const server = createServer((_request, response) => {
        requests += 100;
        response.end(`${rest}${metrics(requests, factor * (1 + Math.sin(requests) / (0.3 * requests)))}`);
      }).listen(0, '0.0.0.0');
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    members: members.map(({ spec, ...member }, index) => {
      const { port } = servers[index]!.address() as AddressInfo;
      const env = [{ name: 'TTS_PORT', value: String(port) }];
      return { ...member, spec: { ...spec, scaling: SCALING, server: { env } } };
    }),
    close: () => servers.forEach((server) => server.closeAllConnections() ?? server.close()),
  };
}

/** What a server tells beside what the operator reads. */
async function othersMetrics(): Promise<string> {
  const none = new Admission({ maxRequests: 1, maxAnswers: 1, maxHeldBytes: 1, queueTimeoutMs: 1 });
  const { registry } = createMetrics(
    () => 0,
    none,
    () => false,
  );
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => !/tts_(lanes|segment_seconds|audio_seconds_total)/.test(line)).join('\n');
}

/** Requests of three segments by a pod of one lane. */
function metrics(requests: number, factor: number): string {
  const buckets = (place: string, count: number, [from = 0, to = 1]: number[]): string[] =>
    BOUNDS.map((bound) => {
      const part = Math.min(1, Math.max(0, (bound / factor - from) / (to - from)));
      const le = bound === Infinity ? '+Inf' : bound;
      return `tts_segment_seconds_bucket{le="${le}",place="${place}"} ${Math.round(count * part)}`;
    });
  return [
    'tts_lanes 1',
    `tts_audio_seconds_total ${13 * requests}`,
    ...buckets('first', requests, FIRST),
    ...buckets('later', 2 * requests, LATER),
    '',
  ].join('\n');
}
