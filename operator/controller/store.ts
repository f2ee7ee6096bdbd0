import { keyOf, olderVersion } from './object.ts';
import type { KubeObject } from './object.ts';

export type Change<T> = { old: T | undefined; new: T | undefined };
export type Index<T> = (object: T) => string[];

/**
 * The objects of one kind as last seen, with indexes. Writes of our own are put in at once (`upsert`), so a reconcile reads what the one
 * before it wrote; whatever is older than what is held is ignored.
 * Objects in the store are shared: nobody may change them.
 */
export class Store<T extends KubeObject> {
  readonly #objects = new Map<string, T>();
  readonly #buckets = new Map<string, Map<string, Set<string>>>();
  readonly #listeners: ((change: Change<T>) => void)[] = [];
  readonly #indexes: Record<string, Index<T>>;

  constructor(indexes: Record<string, Index<T>> = {}) {
    this.#indexes = indexes;
    for (const name of Object.keys(indexes)) this.#buckets.set(name, new Map());
  }

  /** Calls back after every change. */
  onChange(listener: (change: Change<T>) => void): void {
    this.#listeners.push(listener);
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#objects.keys();
  }

  values(): IterableIterator<T> {
    return this.#objects.values();
  }

  /** The objects that an index files under a value. */
  by(index: string, value: string): T[] {
    const keys = this.#buckets.get(index)?.get(value) ?? [];
    return [...keys].flatMap((key) => this.#objects.get(key) ?? []);
  }

  /** Takes in an object; false when the store already held it or something newer. */
  upsert(object: T): boolean {
    const key = keyOf(object);
    const { uid, resourceVersion } = object.metadata;
    const old = this.#objects.get(key);
    if (old !== undefined && !olderVersion(old.metadata.resourceVersion, resourceVersion)) return false;
    if (old !== undefined && old.metadata.uid !== uid) this.#drop(key, old);
    const known = this.#objects.get(key);
    this.#unfile(key, known);
    this.#objects.set(key, object);
    for (const [name, index] of Object.entries(this.#indexes))
      for (const value of index(object)) {
        const bucket = this.#buckets.get(name);
        const keys = bucket?.get(value) ?? new Set();
        keys.add(key);
        bucket?.set(value, keys);
      }
    this.#emit({ old: known, new: object });
    return true;
  }

  /** Takes in the watch's word that an object is gone. */
  remove(object: T): void {
    const key = keyOf(object);
    const held = this.#objects.get(key);
    if (held === undefined || held.metadata.uid !== object.metadata.uid) return;
    this.#drop(key, held);
  }

  #drop(key: string, held: T): void {
    this.#unfile(key, held);
    this.#objects.delete(key);
    this.#emit({ old: held, new: undefined });
  }

  #unfile(key: string, object: T | undefined): void {
    if (object === undefined) return;
    for (const [name, index] of Object.entries(this.#indexes))
      for (const value of index(object)) {
        const bucket = this.#buckets.get(name);
        const keys = bucket?.get(value);
        keys?.delete(key);
        if (keys?.size === 0) bucket?.delete(value);
      }
  }

  #emit(change: Change<T>): void {
    for (const listener of this.#listeners) listener(change);
  }
}
