/** Remembers values by key within a number of characters; when they are used up, it forgets all and begins again. */
export class BoundedMap<Value> {
  readonly #values = new Map<string, Value>();
  readonly #most: number;
  readonly #sizeOf: (value: Value) => number;
  #size = 0;

  constructor(most: number, sizeOf: (value: Value) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    const size = key.length + this.#sizeOf(value);
    if (size > this.#most) return;
    if (this.#size + size > this.#most) {
      this.#values.clear();
      this.#size = 0;
    }
    this.#values.set(key, value);
    this.#size += size;
  }
}

/** A function that remembers the words it gave. */
export function remembered(compute: (key: string) => string, most: number): (key: string) => string {
  const known = new BoundedMap<string>(most, (value) => value.length);
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
