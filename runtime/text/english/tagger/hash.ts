// The hash functions of spaCy's models: MurmurHash64A for strings, and a 128-bit Murmur 3 of one 64-bit number for table rows.

const MASK = 0xffffffffffffffffn;
const MIX = 0xc6a4a7935bd1e995n;

/** MurmurHash64A of the UTF-8 bytes with seed 1: spaCy's id of a string. */
export function hashString(text: string): bigint {
  const bytes = Buffer.from(text, 'utf8');
  let hash = 1n ^ ((BigInt(bytes.length) * MIX) & MASK);
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    let block = (bytes.readBigUInt64LE(at) * MIX) & MASK;
    block ^= block >> 47n;
    hash = ((hash ^ ((block * MIX) & MASK)) * MIX) & MASK;
  }
  if (whole < bytes.length) {
    const tail = Buffer.alloc(8);
    bytes.copy(tail, 0, whole);
    hash = ((hash ^ tail.readBigUInt64LE(0)) * MIX) & MASK;
  }
  hash ^= hash >> 47n;
  hash = (hash * MIX) & MASK;
  return hash ^ (hash >> 47n);
}

/** The four rows of a table of `rows` rows whose vectors add up to the embedding of an id. */
export function tableRows(id: bigint, seed: number, rows: number): [number, number, number, number] {
  const start = BigInt(seed);
  let first = (id * 0x87c37b91114253d5n) & MASK;
  first = ((first << 31n) | (first >> 33n)) & MASK;
  first = ((first * 0x4cf5ad432745937fn) & MASK) ^ start ^ 8n;
  let second = start ^ 8n;
  first = (first + second) & MASK;
  second = (second + first) & MASK;
  first = finish(first);
  first ^= first >> 33n;
  second = finish(second);
  second ^= second >> 33n;
  first = (first + second) & MASK;
  second = (second + first) & MASK;
  const row = (word: bigint): number => Number(word & 0xffffffffn) % rows;
  return [row(first), row(first >> 32n), row(second), row(second >> 32n)];
}

function finish(value: bigint): bigint {
  let mixed = ((value ^ (value >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return mixed;
}
