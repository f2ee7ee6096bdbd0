import { RATE } from './player.mjs';

/**
 * Samples as a WAV file.
 * @param {readonly Int16Array[]} pieces
 */
export function wavFile(pieces) {
  const bytes = pieces.reduce((sum, { length }) => sum + 2 * length, 0);
  const head = new DataView(new ArrayBuffer(44));
  /** @param {number} at @param {string} text */
  const name = (at, text) => [...text].forEach((letter, n) => head.setUint8(at + n, letter.charCodeAt(0)));
  name(0, 'RIFF');
  head.setUint32(4, 36 + bytes, true);
  name(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, 2 * RATE, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  name(36, 'data');
  head.setUint32(40, bytes, true);
  return new Blob([head, .../** @type {Int16Array<ArrayBuffer>[]} */ (pieces)], { type: 'audio/wav' });
}
