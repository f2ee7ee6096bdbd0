import { cardinal, digitByDigit, year } from './numbers.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

const TOP_LEVEL =
  'com|org|net|edu|gov|mil|int|info|biz|name|app|dev|io|ai|co|me|tv|uk|us|ca|au|nz|ie|de|fr|es|it|pt|br|jp|cn|in|ru|eu|ch|nl|se|no|dk|fi|pl|be|at|tech|online|site|blog|shop|cloud|xyz|museum|travel|local|ly|gg|fm|page|link|store|club|kr|mx|za|sg|hk|tw|vn|tr|gr|cz|hu|ro|ua|ae|ng';
const HOST = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${TOP_LEVEL})(?![\p{L}\p{N}])`;
const PATH = String.raw`(?::\d{2,5})?(?:[/?#][^\s<>"“”)\]]*[^\s<>"“”)\].,;:!?'’])?/?`;

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['.', 'dot'],
  ['/', 'slash'],
  ['-', 'dash'],
  ['_', 'underscore'],
  ['@', 'at'],
  [':', 'colon'],
  ['?', 'question mark'],
  ['=', 'equals'],
  ['&', 'and'],
  ['#', 'hash'],
  ['+', 'plus'],
  ['%', 'percent'],
  ['~', 'tilde'],
  ['\\', 'backslash'],
]);
/** Endings of addresses that are said as words; other short ones are spelt. */
const SAID_ENDINGS = new Set(['com', 'org', 'net', 'gov', 'co', 'edu', 'mil', 'info', 'biz', 'app', 'dev', 'me']);

function sayDigits(digits: string): string {
  if (digits.length > 4 || digits.startsWith('0')) return digitByDigit(digits);
  return digits.length === 4 ? year(digits) : cardinal(digits);
}

/** An address part by part: words as words, signs by name. */
export function sayAddress(address: string): Say[] {
  return (address.match(/[\p{L}'’]+|\p{N}+|./gu) ?? []).flatMap((part, index, all): Say[] => {
    if (/^\p{N}/u.test(part)) return [words(sayDigits(part))];
    const sign = SIGNS.get(part);
    if (sign !== undefined) return [words(sign)];
    if (!/\p{L}/u.test(part)) return [];
    const isEnding = all[index - 1] === '.' && part.length <= 3 && !SAID_ENDINGS.has(part.toLowerCase());
    const isSpelt =
      part.length === 1 ||
      /^(?:www|https?|ftp|html?|php|api|id|faq|pdf|txt|csv|tsv|xml|css|jsx?|tsx?|mjs|py|rb|rs|cpp|sh|md|rtf|png|jpg|svg|mp[34]|exe|dmg|cfg|sql|db|gz|mkv|xlsx?|pptx?|docx|yml|usr|src|bmp|dns|url|tmp)$/i.test(
        part,
      ) ||
      (isEnding && part.length === 2) ||
      (part.length <= 4 && isOdd(part, all[index - 1], all[index + 1]));
    return [isSpelt ? letters(part) : words(part === 'json' ? 'jason' : part)];
  });
}

/** "3xYz": letters among digits that are no word. */
function isOdd(part: string, before: string | undefined, after: string | undefined): boolean {
  const amongDigits = /^\d/.test(before ?? '') || /^\d/.test(after ?? '');
  return amongDigits && (/\p{Ll}\p{Lu}/u.test(part) || !/[aeiouy]/i.test(part));
}

const EXTENSION =
  'txt|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|xml|html?|css|jsx?|tsx?|mjs|py|rb|go|rs|java|cpp|sh|md|rtf|epub|png|jpe?g|gif|svg|webp|bmp|mp[34]|wav|ogg|flac|mov|avi|mkv|zip|tar|gz|rar|exe|dmg|iso|apk|log|ini|cfg|conf|toml|sql|db|bak';

export const webRules: readonly Rule[] = [
  {
    needs: /@/,
    pattern: /(?<![\p{L}\p{N}])[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}/gu,
    say: ([address]) => sayAddress(address),
  },
  {
    needs: /:\/\//,
    pattern: /(?<![\p{L}\p{N}])(?:https?|ftp|s3|file|git|ssh|wss?):\/\/[^\s<>"“”)\]]*[^\s<>"“”)\].,;:!?'’]/giu,
    say: ([address]) => sayAddress(address),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}@.])(?:www\.${HOST}|${HOST})${PATH}`, 'giu'),
    say: ([address]) => sayAddress(address),
  },
  {
    needs: /localhost/,
    pattern: /(?<![\p{L}\p{N}.])localhost(?::\d{2,5})?(?:\/[\w./?=&%-]*\w)?(?![\p{L}\p{N}])/gu,
    say: ([address]) => sayAddress(address),
  },
  {
    needs: /\.\d+\/\d/,
    pattern: /(?<=\d\.\d{1,3}\.\d{1,3})\/(\d{1,2})(?!\d)/gu,
    say: ([, bits = '']) => [words(`slash ${cardinal(bits)}`)],
  },
  // "127.0.0.1:8080"
  {
    needs: /\.\d{1,3}:\d/,
    pattern: /(?<=(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}):(\d{2,5})(?!\d)/gu,
    say: ([, port = '']) => [words('colon'), words(sayDigits(port))],
  },
  // files and paths
  {
    needs: /\.[a-z]/i,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}./\\~-])[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+){0,3}\.(?:${EXTENSION})(?![\p{L}\p{N}/])`,
      'gu',
    ),
    say: ([file]) => sayAddress(file),
  },
  {
    needs: /[/\\]/,
    pattern:
      /(?<![\p{L}\p{N}./~<])(?:(?:\.{1,2})?(?:\/[\w.-]*\w){2,}|~(?:\/[\w.-]*\w)+)\/?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[A-Za-z]:(?:\\[\w.-]*\w)+/gu,
    say: ([path]) => sayAddress(path),
  },
  {
    needs: /@/,
    pattern: /(?<![\p{L}\p{N}])@(\w{2,})/gu,
    say: ([, name = '']) => [words('at'), ...sayAddress(name)],
  },
  {
    needs: /#/,
    pattern: /(?<![\p{L}\p{N}#])#(\p{L}[\p{L}\p{N}_]*)/gu,
    say: ([, tag = '']) => [words('hashtag'), words(tag.replace(/_/g, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))],
  },
  {
    pattern: /(?<![\p{L}\p{N}#])(?:#|№\s?|[Nn]r\.?\s)(?=\d)/gu,
    say: () => [words('number')],
  },
];

const DIGITS = (text: string): Say[] => [words(digitByDigit(text, 'oh'))];

/** Groups of a telephone number, a pause between them. */
function sayTelephone(number: string): Say[] {
  const groups = number.match(/\d+/g) ?? [];
  const start = number.trim().startsWith('+') ? [words('plus')] : [];
  return [...start, ...groups.flatMap((group, index) => [...(index > 0 ? [words(',')] : []), ...DIGITS(group)])];
}

export const telephoneRules: readonly Rule[] = [
  {
    pattern: /(?<![\p{L}\p{N}.,-])\+\d{1,3}(?:[\s.-]?\(?\d{1,5}\)?){2,6}(?![\p{L}\p{N}])/gu,
    say: ([number]) => (number.replace(/\D/g, '').length >= 8 ? sayTelephone(number) : undefined),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,-])(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?![\p{L}\p{N}]|[-.,]\d)/gu,
    say: ([number]) => sayTelephone(number),
  },
  // "1-888-PIZZA-NOW"
  {
    pattern:
      /(?<![\p{L}\p{N}.,-])(?:1[\s.-])?\(?(\d{3})\)?[\s.-](?=[A-Z\d-]{6,12}(?![\p{L}\p{N}]))([A-Z]{2,9}(?:-[A-Z]{2,9})?|[A-Z]{3,4}-?\d{4}|\d{3}-[A-Z]{4})(?![\p{L}\p{N}])/gu,
    // seven keys: "989 TFLOPS" is no number to call
    say: ([number, area = '', name = '']) =>
      name.replaceAll('-', '').length < 7
        ? undefined
        : [
            ...(number.startsWith('1') && !number.startsWith(area) ? [words('one'), words(',')] : []),
            ...(area === '800' ? [words('eight hundred')] : DIGITS(area)),
            words(','),
            ...name
              .split(/-|(?<=[A-Z])(?=\d)/)
              .flatMap((part) => (/\d/.test(part) ? DIGITS(part) : [words(part.toLowerCase())])),
          ],
  },
  { pattern: /(?<![\p{L}\p{N}.,-])\d{3}-\d{4}(?![\p{L}\p{N}]|[-.,]\d)/gu, say: ([number]) => sayTelephone(number) },
  // a British number: a leading 0 and groups
  {
    pattern: /(?<![\p{L}\p{N}.,-]|\d\s)\(?0\d{2,5}\)?(?:[\s-]\d{3,8}){1,3}(?![\p{L}\p{N}]|[-.,]\d)/gu,
    say: ([number]) => sayTelephone(number),
  },
  {
    pattern:
      /(?<=\b(?:call|dial|ring|phone|text)(?:ed|ing|s)?\s(?:\p{Lu}{2,5}\s|on\s)?|\b(?:phone|telephone|emergency|help)?\s?(?:number|line|hotline)(?:\sto\s(?:call|ring|dial|text|phone))?\sis\s)\d{3,}(?![\p{L}\p{N}%]|[-.,]\d|\s\p{Ll}{3,}s\b)/giu,
    say: ([number]) => sayTelephone(number),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,$£€-])(?:911|999)(?![\p{L}\p{N}%]|[-.,]\d| [\p{L}]+s\b)/gu,
    say: ([number]) => sayTelephone(number),
  },
  // social security and other hyphenated numbers
  { pattern: /(?<![\p{L}\p{N}.,-])\d+(?:-\d+){2,}(?![\p{L}\p{N}]|[-.,]\d)/gu, say: ([number]) => sayTelephone(number) },
];

/** They come before the signs of Markdown. */
export const dialledRules: readonly Rule[] = [
  // "Dial *67", "press #"
  {
    pattern:
      /(?<=\b(?:call|dial|press|type|enter|hit|text|push|then|or|and)(?:ed|ing|s)?\s(?:the\s)?)([*#])(\d{1,4})?([*#])?(?=[\s.,;:!?)]|$)/giu,
    say: (match, text) => {
      const [, first = '', digits = '', last] = match;
      if (digits === '' && !/\b(?:dial|press|hit|push|enter)(?:ed|ing|s)?\s/i.test(text.slice(0, match.index)))
        return undefined;
      if (
        first === '#' &&
        digits !== '' &&
        last === undefined &&
        !/\b(?:dial|press)\w*\s$/i.test(text.slice(0, match.index))
      )
        return undefined;
      const name = (sign: string | undefined): Say[] =>
        sign === undefined ? [] : [words(sign === '*' ? 'star' : 'pound')];
      return [
        ...name(first),
        ...(digits === '' ? [] : [words(digits.length > 2 ? digitByDigit(digits) : cardinal(digits))]),
        ...name(last),
      ];
    },
  },
];
