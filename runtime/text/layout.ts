import { isAudible } from './segment.ts';
import type { Token } from './types.ts';

/** A line that is at least this wide and ends without a mark may have been wrapped: its sentence goes on. */
const WRAPPED = 50;

/** The marks that stand for the end of a line without one: a comma is the shortest pause, a full stop the longest. */
const PAUSES = { block: '.', item: ';', line: ',' } as const;

const HEADING = /^[ \t]*#{1,6}[ \t]/;
const ITEM = /^[ \t]*(?:[-*+–—](?=[ \t])|[•‣▪◦·]|\p{N}{1,3}[.)]|\p{L}[.)]|[①-⑳・])[ \t]*\S/u;
const ROW = /^[ \t]*\|/;
const BREAK = /[\n\u0085\u2028\u2029]/;
const LAST_LINE = /[^\n\u0085\u2028\u2029]*(?=\s*$)/u;

/** How wide a line is: letters of Chinese and Japanese count twice. */
function width(line: string): number {
  return line.length + (line.match(/[\u3000-\u9fff\uac00-\ud7af\uff00-\uff60]/g)?.length ?? 0);
}

function lastLine(text: string): string {
  return LAST_LINE.exec(text.trimEnd())?.[0] ?? '';
}

function isBlock(line: string): boolean {
  return HEADING.test(line) || ITEM.test(line) || ROW.test(line);
}

/** Whether a text that ends with a line break and without a mark goes on in the next line. */
export function isWrapped(previous: string, next: string): boolean {
  const line = lastLine(previous);
  if (!BREAK.test(/\s*$/.exec(previous)?.[0] ?? '')) return false;
  if (/\n[^\S\n]*\n\s*$/.test(previous) || isBlock(next) || HEADING.test(line) || ROW.test(line)) return false;
  return width(line) >= WRAPPED;
}

/** The pause at the end of a sentence whose line ends without a mark, or nothing. */
function pauseAfter(sentence: string, next: string): string | undefined {
  const end = /\s*$/.exec(sentence)?.[0] ?? '';
  if (!BREAK.test(end)) return undefined;
  const line = lastLine(sentence);
  if (HEADING.test(line)) return PAUSES.block;
  if (ITEM.test(line) || ITEM.test(next)) return PAUSES.item;
  if (/[\n\u2029][^\S\n]*\n/.test(end) || end.includes('\u2029')) return PAUSES.block;
  if (ROW.test(line)) return PAUSES.line;
  return HEADING.test(next) ? PAUSES.block : PAUSES.line;
}

/** Lets a pause be heard where a heading, an item of a list, a row or a line ends without a mark. */
export function pauseAtLineEnds(sentences: readonly { text: string; tokens: Token[] }[]): void {
  const last = sentences.findLastIndex(({ tokens }) => tokens.some((token) => isAudible(token.phonemes)));
  sentences.slice(0, Math.max(0, last)).forEach(({ text, tokens }, index) => {
    const at = tokens.findLastIndex((token) => token.phonemes.trim() !== '');
    const token = tokens[at];
    if (!token || !tokens.some((one) => isAudible(one.phonemes))) return;
    if (/[.,;:!?…—][”")]*$/.test(token.phonemes.trim())) return;
    const pause = pauseAfter(text, sentences[index + 1]?.text ?? '');
    if (pause !== undefined) tokens[at] = { ...token, phonemes: token.phonemes.trimEnd() + pause };
  });
}
