import type { Rule } from './stretch.ts';

/** The elements of HTML that texts hold; what else stands in angle brackets is said. */
const TAGS =
  'a|abbr|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|wbr';

/** Of a link, on the web or beside the text: "guide.md#start"; it may have a title. */
const ADDRESS = String.raw`\((?:https?:|\/|#|\.|mailto:|[\w%-]+[./#])[^)\s]*(?:\s"[^"\n]*")?\)`;

/** `[word](/IPA/)`, `[word](+1)`, links and HTML. */
export const markupRules: readonly Rule[] = [
  {
    pattern: /\[([^\][\n]+)\]\(\/([^/\n]+)\/\)/gu,
    say: ([, text = '', phonemes = '']) => [{ text, phonemes }],
  },
  {
    pattern: /\[([^\][\n]+)\]\(([+-]?(?:\d|0\.5))\)/gu,
    say: ([, text = '', stress = '']) => [{ text, stress: Number(stress) }],
  },
  // an image: what it shows is said, its file is not
  { pattern: /!\[(?=[^\][\n]*\]\([^()\n]*\))/gu, say: () => [] },
  { pattern: /(?<=!\[[^\][\n]*)\]\([^()\n]*\)/gu, say: () => [] },
  // a link: its text is ordinary text, its address is not said
  { needs: /\]\(/, pattern: new RegExp(String.raw`!?\[(?=[^\][\n]*\]${ADDRESS})`, 'gu'), say: () => [] },
  { needs: /\]\(/, pattern: new RegExp(String.raw`(?<=\[[^\][\n]*)\]${ADDRESS}`, 'gu'), say: () => [] },
  {
    pattern: new RegExp(String.raw`<\/?(?:${TAGS})(?:\s[^<>\n]{0,200}|\/)?>|<!--[^<>\n]{0,200}-->`, 'giu'),
    say: () => [],
  },
  // "<https://example.com>", "<ann@example.com>": the address is said
  { pattern: /<(?=(?:(?:https?|ftp):\/\/|mailto:|[\p{L}\p{N}._%+-]{1,64}@)[^\s<>]{1,200}>)/giu, say: () => [] },
  { pattern: /(?<=<(?:(?:https?|ftp):\/\/|mailto:|[\p{L}\p{N}._%+-]{1,64}@)[^\s<>]{1,200})>/giu, say: () => [] },
];

/** Signs of comparison around words of Chinese or Japanese are brackets. */
export const angleBracketRules: readonly Rule[] = [
  {
    pattern: /[<＜](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][^<>＜＞\n]{0,40}[>＞])/gu,
    say: () => [],
  },
  {
    pattern: /(?<=[<＜][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][^<>＜＞\n]{0,40})[>＞]/gu,
    say: () => [],
  },
];

/** What else is left of Markdown: signs that nobody says. */
export const markdownSignRules: readonly Rule[] = [
  {
    pattern:
      /^[ \t]*(?:#{1,6}(?=[ \t])|>+(?!\s?[\d$£€=])|(?:[-*+•‣▪◦])(?:[ \t]+\[[ xX]\])?(?=[ \t])|`{3,}\w*|(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$)/gmu,
    say: () => [],
  },
  // a table: a row of lines is silent, between cells there is a pause
  { pattern: /^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$/gmu, say: () => [] },
  { pattern: /(?<=^[ \t]*\|[^\n]*[^\s|])[ \t]*\|(?=[ \t]*[^\s|])/gmu, say: () => [{ text: ',' }] },
  // "late--very late" and "late -- very late" are dashes; "push --force" is none
  {
    pattern: /(?<=[\p{L}\p{M}.,;:!?"'”’)]|\p{N}(?=-+\p{L}))-{2,3}(?=[\p{L}"'“‘(])|(?<=\S[ \t])-{2,3}(?=[ \t]\S)/gu,
    say: () => [{ text: '—' }],
  },
  { pattern: /\*+|`+|~~|(?<![\p{L}\p{N}])_+(?=\p{L})|(?<=[\p{L}\p{N}.,!?])_+(?![\p{L}\p{N}])|\|/gu, say: () => [] },
];
