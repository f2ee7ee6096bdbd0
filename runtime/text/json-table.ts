const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The members of a JSON object by key, read from the bytes as they stand: a dictionary of 90,000 words takes its 3 MB and an
 * index of 1 MB, where parsed objects would take 20. A value is parsed when it is asked for. Keys must not hold escapes.
 */
export class JsonTable<Value> {
  readonly #json: Uint8Array;
  /** Where the key of each slot begins, after its quote; 0 where the slot is empty. */
  readonly #slots: Uint32Array;
  /** The key that is asked for: no longer one is in the table. */
  readonly #key: Uint8Array;
  readonly #longestKey: number;
  readonly size: number;

  /** Throws SyntaxError when the bytes are not an object, or a key holds an escape. */
  constructor(json: Uint8Array) {
    this.#json = json;
    const keys = [...keyOffsets(json)];
    this.size = keys.length;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * keys.length + 1)));
    let longest = 0;
    for (const start of keys) {
      const end = endOfString(json, start);
      longest = Math.max(longest, end - start);
      let slot = hash(json, start, end) & (this.#slots.length - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = start;
    }
    this.#longestKey = longest;
    this.#key = new Uint8Array(3 * longest);
  }

  /** Undefined where there is no such key. Of keys that occur twice, the first counts. */
  get(key: string): Value | undefined {
    if (key.length > this.#longestKey) return undefined;
    const length = this.#encode(key);
    let slot = hash(this.#key, 0, length) & (this.#slots.length - 1);
    for (let start = this.#slots[slot]!; start !== 0; start = this.#slots[slot]!) {
      if (this.#holds(start, length)) {
        const value = startOfValue(this.#json, start + length + 1);
        return JSON.parse(decoder.decode(this.#json.subarray(value, endOfValue(this.#json, value)))) as Value;
      }
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    return undefined;
  }

  *keys(): Generator<string> {
    for (const start of this.#slots) {
      if (start !== 0) yield decoder.decode(this.#json.subarray(start, endOfString(this.#json, start)));
    }
  }

  /** Puts the key where it can be compared, and tells its length in bytes. The encoder is slow to call for a short word. */
  #encode(key: string): number {
    for (let at = 0; at < key.length; at += 1) {
      const code = key.charCodeAt(at);
      if (code > 0x7f) return encoder.encodeInto(key, this.#key).written;
      this.#key[at] = code;
    }
    return key.length;
  }

  #holds(start: number, length: number): boolean {
    if (this.#json[start + length] !== QUOTE) return false;
    for (let at = 0; at < length; at += 1) if (this.#json[start + at] !== this.#key[at]) return false;
    return true;
  }
}

function* keyOffsets(json: Uint8Array): Generator<number> {
  let at = skipSpace(json, 0);
  if (json[at] !== OPEN) throw new SyntaxError('not a JSON object');
  at = skipSpace(json, at + 1);
  while (json[at] !== CLOSE) {
    if (json[at] !== QUOTE) throw new SyntaxError(`no key at byte ${at}`);
    yield at + 1;
    const end = endOfString(json, at + 1);
    if (json.subarray(at + 1, end).includes(BACKSLASH)) throw new SyntaxError(`an escape in the key at byte ${at}`);
    at = skipSpace(json, endOfValue(json, startOfValue(json, end + 1)));
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
    else if (json[at] !== CLOSE) throw new SyntaxError(`neither comma nor brace at byte ${at}`);
  }
}

function startOfValue(json: Uint8Array, afterKey: number): number {
  const colon = skipSpace(json, afterKey);
  if (json[colon] !== COLON) throw new SyntaxError(`no colon at byte ${colon}`);
  return skipSpace(json, colon + 1);
}

/** The byte after a value. What is inside is checked when it is parsed. */
function endOfValue(json: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    const byte = json[at]!;
    if (byte === QUOTE) at = endOfString(json, at + 1);
    else if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (depth > 0 && (byte === CLOSE || byte === CLOSE_LIST)) depth -= 1;
    else if (depth === 0 && (byte === COMMA || byte === CLOSE)) return at;
  }
  throw new SyntaxError('the JSON ends within a value');
}

/** Where the quote stands that ends a string. */
function endOfString(json: Uint8Array, start: number): number {
  for (let at = start; at < json.length; at += 1) {
    if (json[at] === QUOTE) return at;
    if (json[at] === BACKSLASH) at += 1;
  }
  throw new SyntaxError('the JSON ends within a string');
}

function skipSpace(json: Uint8Array, start: number): number {
  let at = start;
  while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at += 1;
  return at;
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at += 1) value = Math.imul(value ^ bytes[at]!, 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
