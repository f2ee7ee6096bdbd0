import type { Rule } from './stretch.ts';

/** What faces are drawn with, and what among it shows that something is one. */
const LINES = String.raw`\^_;；=≧≦><￣´｀\x60・∀Дд▽▼ωOoTQ艸°º¬╯□╰ಠ益ノツ\s.,~*+!♪#@|\\\/\-−—`;
const EYES = String.raw`[\^_￣´｀∀Дд▽▼ω≧≦ಠ╯]`;

/** Faces drawn with signs, (^_^), (；´Д｀), T_T, m(_ _)m, ¯\_(ツ)_/¯: seen, not said. */
export const faceRules: readonly Rule[] = [
  { pattern: /(?<![\p{L}\p{N}])m[(（]_\s?_[)）]m(?![\p{L}\p{N}])/gu, say: () => [] },
  { pattern: /¯?\\?_?[(（]ツ[)）]_?\/?¯?/gu, say: () => [] },
  {
    pattern: new RegExp(String.raw`[(（](?=[^()（）]{0,9}${EYES})(?:[${LINES}]|\u0301){2,10}[)）][;；ノ/]?`, 'gu'),
    say: () => [],
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:\^[_.oω-]?\^[;；]{0,2}|[TQ][_.][TQ]|>[_.]<|-_-[;；]?|=_=)(?![A-Za-z\p{N}])|(?<=\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana})(?:\^[_.-]?\^[;；]{0,2}|[TQ][_.][TQ])/gu,
    say: () => [],
  },
];
