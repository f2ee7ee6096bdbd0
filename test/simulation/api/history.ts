import type { KubeObject } from '../../../operator/controller/object.ts';
import { gone } from './errors.ts';
import { MODEL_KINDS } from './kinds.ts';
import type { ModelKind } from './kinds.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  version: number;
}

export interface Change {
  version: number;
  old: KubeObject | undefined;
  new: KubeObject | undefined;
}

export interface Stream {
  kind: ModelKind;
  namespace: string | undefined;
  selector: [string, string] | undefined;
  tell: (event: WatchEvent) => void;
}

/** So many changes of a kind are kept; half of them go when there are more. */
const MOST = 2_000;

/** What has happened to the objects of each kind, for watches that begin from a version, and the watches that are open. */
export class History {
  readonly #changes = new Map<ModelKind, Change[]>();
  readonly #compacted = new Map<ModelKind, number>();
  readonly #streams = new Set<Stream>();

  constructor() {
    for (const kind of Object.keys(MODEL_KINDS) as ModelKind[]) this.#changes.set(kind, []);
  }

  /** Keeps a change, and tells those who watch. */
  record(kind: ModelKind, change: Change): void {
    const changes = this.#changes.get(kind) ?? [];
    changes.push(change);
    if (changes.length > MOST) {
      const [first] = changes.splice(0, MOST / 2);
      this.#compacted.set(kind, Math.max(this.#compacted.get(kind) ?? 0, first?.version ?? 0));
    }
    for (const stream of this.#streams) if (stream.kind === kind) tell(stream, change);
  }

  /** Forgets what has happened up to a version, so that watches from before it are refused. */
  compact(kind: ModelKind, version: number): void {
    this.#compacted.set(kind, version);
    this.#changes.set(kind, []);
  }

  /** Opens a watch; what has happened since the version is told at once. */
  watch(stream: Stream, version: number): () => void {
    if (version < (this.#compacted.get(stream.kind) ?? 0)) throw gone();
    const changes = this.#changes.get(stream.kind) ?? [];
    let from = changes.length;
    while (from > 0 && changes[from - 1]!.version > version) from--;
    for (const change of changes.slice(from)) tell(stream, change);
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }
}

function tell(stream: Stream, { version, old, new: object }: Change): void {
  const any = object ?? old;
  if (!any || (stream.namespace !== undefined && any.metadata.namespace !== stream.namespace)) return;
  const [was, is] = [old && selected(old, stream.selector), object && selected(object, stream.selector)];
  if (!was && !is) return;
  const seen = object ?? old;
  const type = !object || !is ? 'DELETED' : was ? 'MODIFIED' : 'ADDED';
  if (type === 'DELETED' && !was) return;
  if (seen) stream.tell({ type, object: seen, version });
}

export function selectorOf(text: unknown): [string, string] | undefined {
  if (typeof text !== 'string') return undefined;
  const [key = '', value = ''] = text.split('=');
  return [key, value];
}

export function selected({ metadata }: KubeObject, selector: [string, string] | undefined): boolean {
  return !selector || metadata.labels?.[selector[0]] === selector[1];
}
