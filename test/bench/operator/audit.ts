import { closeSync, openSync, readSync } from 'node:fs';

interface AuditEvent {
  stage: string;
  verb: string;
  user?: { username?: string };
  objectRef?: { resource?: string; subresource?: string };
}

/** Requests of one client by what they do, such as `patch ttsservices/status`. */
export type Counts = Record<string, number>;

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

/** Follows the audit log of the API server: what one user has asked of it. */
export function followAudit(file: string, username: string) {
  const descriptor = openSync(file, 'r');
  const chunk = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  const counts: Counts = {};

  function readOn(): void {
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return;
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      const end = bytes.lastIndexOf(10);
      rest = Buffer.from(bytes.subarray(end + 1));
      for (const line of bytes
        .subarray(0, end + 1)
        .toString()
        .split('\n'))
        if (line !== '') count(line);
    }
  }

  function count(line: string): void {
    if (!line.includes(username)) return;
    const { stage, verb, user, objectRef } = JSON.parse(line) as AuditEvent;
    if (stage !== 'ResponseComplete' || user?.username !== username) return;
    const { resource = '', subresource } = objectRef ?? {};
    const what = `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }

  return {
    /** Everything the client has asked since the log began. */
    counts(): Counts {
      readOn();
      return { ...counts };
    },
    close: (): void => closeSync(descriptor),
  };
}

/** What was asked between two counts. */
export function difference(after: Counts, before: Counts): Counts {
  const entries = Object.entries(after).map(([what, count]): [string, number] => [what, count - (before[what] ?? 0)]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a));
}

/** Only the writes; renewals of the leader's Lease go on whatever the services do and do not count. */
export function writesOf(counts: Counts): Counts {
  return Object.fromEntries(
    Object.entries(counts).filter(([what]) => {
      const [verb = '', resource = ''] = what.split(' ');
      return WRITES.has(verb) && resource !== 'leases';
    }),
  );
}

/** The writes without those of Events, which are told apart: an Event holds no state. */
export function withoutEvents(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([what]) => !what.endsWith(' events')));
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
