import { KINDS, pathOf } from '../operator/cluster/kinds.ts';
import type { Connection } from './connection.ts';
import { list } from './connection.ts';
import { age, columns } from './format.ts';
import type { Inventory } from './inventory.ts';

interface EventObject {
  involvedObject: { kind: string; name: string; uid?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  metadata: { creationTimestamp?: string };
}

const timeOf = ({ lastTimestamp, eventTime, metadata }: EventObject): string =>
  lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';

/** Events of a service and of all that belongs to it, oldest first, as lines; at most `last` of them. */
export async function eventLines(at: Connection, all: Inventory, last: number, now: number): Promise<string[]> {
  const { service, claim, jobs, jobPods, deployment, pods, endpoint, autoscaler } = all;
  const own = [service, claim, ...jobs, ...jobPods, deployment, ...pods, endpoint, autoscaler];
  const uids = new Set(own.map((object) => object?.metadata.uid).filter((uid) => uid !== undefined));
  const events = await list<EventObject>(at, pathOf(KINDS.Event, service.metadata.namespace ?? at.namespace));
  const mine = events
    .filter(({ involvedObject }) => involvedObject.uid !== undefined && uids.has(involvedObject.uid))
    .sort((a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b)))
    .slice(-last);
  return columns(
    mine.map((event) => [
      `${age(timeOf(event), now)} ago`,
      event.type ?? '',
      `${event.involvedObject.kind}/${event.involvedObject.name}`,
      event.reason ?? '',
      `${(event.message ?? '').replace(/\s+/g, ' ')}${(event.count ?? 1) > 1 ? ` (${event.count} times)` : ''}`,
    ]),
  );
}
