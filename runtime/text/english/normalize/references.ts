import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { codeNumber, sayNumber } from './written-numbers.ts';

const NUMBERED: Readonly<Record<string, string>> = {
  eq: 'equation',
  eqs: 'equations',
  eqn: 'equation',
  eqns: 'equations',
  fig: 'figure',
  figs: 'figures',
  ref: 'reference',
  refs: 'references',
};
const IN_BRACKETS = String.raw`\((\d{1,3}(?:\.\d{1,3})?)([a-z])?\)`;

/** "3b". */
const sayLettered = (number: string, letter: string | undefined): Say[] => [
  ...sayNumber(number),
  ...(letter === undefined ? [] : [letters(letter)]),
];

/** What servers say after the number of an answer. */
const REASONS =
  'OK|Created|Accepted|No Content|Moved Permanently|Found|Not Modified|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Request Timeout|Conflict|Gone|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Timeout';

/** Equations, answers of servers, files and revisions, as reports and manuals refer to them. */
export const referenceRules: readonly Rule[] = [
  // "eq. (7)", "Eqs. (3)–(5)"
  {
    needs: /\b(?:eqn?|fig|ref)s?\.? \(\d/i,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.'’-])(eqn?s?|figs?|refs?)\.?\s${IN_BRACKETS}(?:[-–]${IN_BRACKETS})?`,
      'giu',
    ),
    say: ([, short = '', from = '', part, to, toPart]) => [
      words(NUMBERED[short.toLowerCase()] ?? short),
      ...sayLettered(from, part),
      ...(to === undefined ? [] : [words('to'), ...sayLettered(to, toPart)]),
    ],
  },
  // "404 Not Found", "HTTP/1.1 503"
  {
    needs: /\b[1-5]\d\d [A-Z]/,
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,$£€-])[1-5]\d\d(?=\s(?:${REASONS})(?!\p{L}))`, 'gu'),
    say: ([code]) => [words(codeNumber(code))],
  },
  {
    needs: /HTTP\/\d/,
    pattern: /(?<=HTTP\/\d(?:\.\d)?\s)[1-5]\d\d(?![\p{L}\p{N}]|[.,]\d)/gu,
    say: ([code]) => [words(codeNumber(code))],
  },
  // "v2.14.0-rc.3"
  {
    needs: /\.\d{1,4}-[a-z]/,
    pattern:
      /(?<=\d\.\d{1,4})-(alpha|beta|rc|dev|pre|preview|canary|next|nightly)(?:[.-]?(\d{1,4}))?(?![\p{L}\p{N}])/gu,
    say: ([, stage = '', number]) => [
      ...(stage === 'rc' ? [words(' '), letters('RC')] : [words(` ${stage}`)]),
      ...(number === undefined ? [] : [words(codeNumber(number))]),
    ],
  },
  // "HEAD~3", "main~2"
  {
    needs: /\p{L}~\d/u,
    pattern: /(?<=(?<!\p{L})(?:HEAD|main|master|develop|FETCH_HEAD|ORIG_HEAD))~(?=\d)/gu,
    say: () => [words(' tilde ')],
  },
  // "ABC/2024/117"
  {
    needs: /[A-Z]\/\d{2,6}\/\d/,
    pattern: /(?<![\p{L}\p{N}/.-])([A-Z]{2,6})\/(\d{2,6})\/(\d{1,6})(?![\p{L}\p{N}/]|[.,-]\d)/gu,
    say: ([, name = '', first = '', second = '']) => [
      letters(name),
      words(`slash ${codeNumber(first)} slash ${codeNumber(second)}`),
    ],
  },
];
