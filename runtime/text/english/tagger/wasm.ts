// Writes a WebAssembly module of one function: the few instructions that the tagger's kernel needs (WebAssembly 2.0, chapter 5).

export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128. */
function signed(value: number): Code {
  const [low, rest] = [value & 0x7f, value >> 7];
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
/** Addresses are multiples of four. */
const at = (offset: number): Code => [2, ...unsigned(offset)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
const add = (one: Code, other: Code): Code => [...one, ...other, 0x6a];
export const increase = (local: number, by: Code): Code => set(local, add(get(local), by));

/** Runs once, and again as long as a local is above zero. */
export const repeatWhilePositive = (local: number, body: Code): Code => [
  ...[0x03, 0x40, ...body],
  ...[...get(local), ...constant(0), 0x4a, 0x0d, 0x00, 0x0b],
];

/** Four numbers. */
export const loadFour = (address: Code, offset: number): Code => [...address, ...simd(0x00), ...at(offset)];
/** One number, four times. */
export const loadSplat = (address: Code, offset: number): Code => [...address, ...simd(0x09), ...at(offset)];
export const storeFour = (address: Code, value: Code): Code => [...address, ...value, ...simd(0x0b), ...at(0)];
export const addFours = (one: Code, other: Code): Code => [...one, ...other, ...simd(0xe4)];
export const multiplyFours = (one: Code, other: Code): Code => [...one, ...other, ...simd(0xe6)];
export const maxFours = (one: Code, other: Code): Code => [...one, ...other, ...simd(0xe9)];

const I32 = 0x7f;
const V128 = 0x7b;

/** A module that exports a growing `memory` and the function `run` of so many i32 parameters, without a result. */
export function oneFunctionModule(
  parameters: number,
  locals: { integers: number; vectors: number },
  body: Code,
): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const name = (text: string): Code => [text.length, ...Buffer.from(text)];
  const code = [...[2, ...unsigned(locals.integers), I32, ...unsigned(locals.vectors), V128], ...body, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...unsigned(parameters), ...Array<number>(parameters).fill(I32), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 0]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
