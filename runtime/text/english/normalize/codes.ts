import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal, digitByDigit, plural } from './numbers.ts';
import { codeNumber, isYearLike } from './written-numbers.ts';

const KEYS: Readonly<Record<string, string>> = {
  Ctrl: 'control',
  CTRL: 'control',
  Cmd: 'command',
  Opt: 'option',
  Alt: 'alt',
  Shift: 'shift',
  Win: 'windows',
  Fn: 'function',
  Super: 'super',
  Meta: 'meta',
  Command: 'command',
  Option: 'option',
  Control: 'control',
};
const NAMED_KEYS: Readonly<Record<string, string>> = {
  Del: 'delete',
  Esc: 'escape',
  Ins: 'insert',
  PgUp: 'page up',
  PgDn: 'page down',
  Bksp: 'backspace',
};
const MODIFIER = Object.keys(KEYS).join('|');

const HELD_KEY = new RegExp(`(?:${MODIFIER})\\s?[+-]`);

function sayKey(key: string): Say {
  if (/^F\d+$/.test(key)) return words(`F ${codeNumber(key.slice(1))}`);
  if (/^\d$/.test(key)) return words(codeNumber(key));
  return key.length === 1 && /\p{L}/u.test(key) ? letters(key) : words(KEYS[key] ?? NAMED_KEYS[key] ?? key);
}

const LANGUAGES: Readonly<Record<string, string>> = { '#': 'sharp', '++': 'plus plus' };
const EXTENSIONS =
  'txt|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|xml|html?|css|jsx?|tsx?|mjs|py|rb|go|rs|java|cpp|h|sh|md|rtf|epub|png|jpe?g|gif|svg|webp|bmp|mp[34]|wav|ogg|flac|mov|avi|mkv|zip|tar|gz|rar|exe|dmg|iso|apk|log|ini|cfg|conf|toml|sql|db|bak|env|lock|net|com|org|dev|io|app';

/** Said in digits: what is typed in and read out. */
const CODE = String.raw`(?:(?:verification|security|access|confirmation|activation|promo|discount|entry|door|gate|room|area|country|error|status|login|sign-in|passport|PNR|booking|tracking|order|reference|account|serial|card|case|ticket|invoice|customer|member|policy|passport|license|flight|routing|employee|student)\s(?:code|number|no\.?|ID|id|pin)|code|passcode|password|PIN|pin|OTP|PNR|pnr|otp|ID)`;

/** Codes, keys and names of versions, by what is around them. */
export const contextRules: readonly Rule[] = [
  {
    needs: /\d{3}/,
    pattern: new RegExp(
      String.raw`(?=\d{3})(?<=\b${CODE}(?:\s(?:is|was|of|to))?:?\s#?(?:[A-Za-z]{1,4}-?)?)(\d{3,})(?![\p{L}\p{N}%]|[-.,:/]\d|\s\p{Ll}{3,}s\b)`,
      'gu',
    ),
    say: ([, digits = '']) => [words(digits.length === 3 ? codeNumber(digits) : digitByDigit(digits))],
  },
  {
    needs: /\d{3}/,
    pattern:
      /(?=\d{3})(?<=\b(?:ending|ends|starting|beginning)\s(?:in|with)\s|\blast\s(?:four|4|digits)(?:\sdigits)?(?:\s(?:are|is|of))?:?\s)(\d{3,6})(?![\p{L}\p{N}%]|[-.,:/]\d)/gu,
    say: (match, text) => {
      const digits = match[1] ?? '';
      const isNumber =
        /\b(?:card|cards|account|number|phone|visa|mastercard|amex|code|plate|cell|line|digits|device|iban|debit|credit|last)\b/i;
      return isYearLike(digits) && !isNumber.test(text.slice(0, match.index))
        ? undefined
        : [words(digitByDigit(digits))];
    },
  },
  {
    needs: /[Ee]xt/,
    pattern: /(?<=\b(?:[Ee]xt(?:ension)?\.?)\s)(\d{2,5})(?![\p{L}\p{N}%]|[-.,:/]\d)/gu,
    say: ([, digits = '']) => [words(digitByDigit(digits, 'oh'))],
  },
  {
    needs: /\d{3}/,
    pattern:
      /(?=\d{3})(?<=\b(?:[Rr]m\.?|[Ss]te\.?|[Aa]pt\.?|[Ff]light|[Bb]us|[Tt]rain|[Rr]oom|[Gg]ate|[Ss]uite|[Uu]nit|[Bb]oeing|[Aa]irbus|[Ff]lights|Xbox|RTX|GTX|RX|Radeon|GeForce|RFC|Ryzen\s\d|Core\si\d)[\s-](?:[A-Z]{1,3}\s)?#?)(\d{3}|(?<=(?:RTX|GTX|RX|Radeon|GeForce|RFC|Ryzen\s\d|Core\si\d)[\s-])\d{4})(?![\p{L}\p{N}%]|[-.,:/]\d)/gu,
    say: ([, digits = '']) => [words(codeNumber(digits))],
  },
  // "Ctrl+C", "Ctrl-Alt-Del"
  {
    needs: HELD_KEY,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${MODIFIER})(?:\s?[+-]\s?(?:${MODIFIER})){0,3}\s?[+-]\s?(?:[A-Z][A-Za-z]{1,9}|F\d{1,2}|[A-Za-z\d])(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([keys]) => keys.split(/\s?[+-]\s?/).map(sayKey),
  },
  {
    needs: /[A-Z](?:#|\+\+)/,
    pattern: /(?<![\p{L}\p{N}])([A-Z])(#|\+\+)(?![\p{L}\p{N}+#])/gu,
    say: ([, letter = '', sign = '']) => [letters(letter), words(LANGUAGES[sign] ?? sign)],
  },
  // ".NET", ".txt files"
  {
    needs: /(?:^|[\s("“'‘])\./,
    pattern: new RegExp(
      String.raw`(?<=^|[\s("“'‘])\.(NET|${EXTENSIONS}|${EXTENSIONS.toUpperCase()})(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, name = '']) => [
      words('dot'),
      /^(?:NET|net|zip|go|java|env|lock|com|org|dev|app|log|tar|rar|avi|mov|wav|gif|rust)$/.test(name)
        ? words(name.toLowerCase())
        : name === 'json'
          ? words('jason')
          : letters(name),
    ],
  },
  // "401k", "1099-MISC"
  {
    needs: /401|403|457/,
    pattern: /(?<![\p{L}\p{N}.,$£€-])(401|403|457)\s?([kb])(?![\p{L}\p{N}])/gu,
    say: ([, digits = '', letter = '']) => [words(codeNumber(digits)), letters(letter)],
  },
  {
    needs: /\d{4}-[A-Z]|[FfPp]or[mt] /,
    pattern:
      /(?<![\p{L}\p{N}.,$£€-])\d{4}(?=-[A-Z]{1,4}(?![\p{L}\p{N}]))|(?<=\b(?:[Ff]orm|[Pp]ort)\s)\d{4}(?![\p{L}\p{N}]|[.,]\d)/gu,
    say: ([digits]) => [words(codeNumber(digits))],
  },
  // "401(k)", "501(c)(3)"
  {
    needs: /\d\([a-z]/,
    pattern: /(?<![\p{L}\p{N}])(\d{3})\(([a-z])\)(?:\((\d{1,2})\))?/gu,
    say: ([, digits = '', letter = '', part]) => [
      words(codeNumber(digits)),
      letters(letter),
      ...(part === undefined ? [] : [words(codeNumber(part))]),
    ],
  },
  // "her blood type is O-", "AB+"
  {
    needs: /\b(?:A|B|AB|O)[+−–-]/,
    pattern: /(?<![\p{L}\p{N}.'’&-])(A|B|AB|O)(\+|[-−–](?![\p{L}\p{N}-]))(?=(?:ve)?(?:[\s.,;:!?)"”/]|$))(?:ve)?/gu,
    say: ([, group = '', sign], text) =>
      /\b(?:blood|donors?|transfusions?|Rh)\b/i.test(text)
        ? [letters(group), words(sign === '+' ? 'positive' : 'negative')]
        : undefined,
  },
  // grades: "a B- in math", "an A+"
  {
    needs: /[A-F][-−–+]/,
    pattern: /(?<![\p{L}\p{N}.'’&-])([A-F])([-−–+])(?=[\s.,;:!?)"”]|$)/gu,
    say: ([, grade = '', sign]) => [letters(grade), words(sign === '+' ? 'plus' : 'minus')],
  },
  // "A–Z", "K-12"
  {
    needs: /\p{Lu}[-–]/u,
    pattern: /(?<![\p{L}\p{N}.'’&-])(\p{Lu})([-–])(\p{Lu}|\d{1,2})(?![\p{L}\p{N}'’-]|\.\p{L})/gu,
    say: ([, from = '', dash, to = '']) => {
      if (from === 'K' && /^\d+$/.test(to)) return [letters('K'), words(`through ${codeNumber(to)}`)];
      const isRange = /\p{Lu}/u.test(to) && from < to && (dash === '–' || from === 'A' || to === 'Z');
      return isRange ? [letters(from), words('to'), letters(to)] : undefined;
    },
  },
  // "AT&T", "R&D"
  {
    needs: /&/,
    pattern: /(?<![\p{L}\p{N}])(\p{Lu}{1,3})&(\p{Lu}{1,3})(s)?(?![\p{L}\p{N}])/gu,
    say: ([, first = '', second = '', many]) =>
      [
        letters(first),
        words('and'),
        ...(many === undefined ? [letters(second)] : [letters(second.slice(0, -1)), words(`${second.slice(-1)}'s`)]),
      ].filter(({ text }) => text !== ''),
  },
  { needs: /tl;/i, pattern: /(?<![\p{L}\p{N}])TL;\s?DR(?![\p{L}\p{N}])/giu, say: () => [letters('TLDR')] },
  {
    needs: /\/[acAC]/,
    pattern: /(?<![\p{L}\p{N}])([nN]\/[aA]|A\/C|a\/c|b\/c)(?![\p{L}\p{N}])/gu,
    say: ([written]) => [written === 'b/c' ? words('because') : letters(written.replace('/', ''))],
  },
  // "Y2K"
  {
    needs: /Y2K/,
    pattern: /(?<![\p{L}\p{N}])Y2K(?![\p{L}\p{N}])/gu,
    say: () => [letters('Y'), words('two'), letters('K')],
  },
  // "a 747", "Two 747s", "1080p"
  {
    needs: /7[0-8]7/,
    pattern: /(?<![\p{L}\p{N}.,$£€-])(7[0-8]7)(?:-(\d00))?(s)?(?![\p{L}\p{N}%]|[.,:/]\d)(?=s|[\s.,;!?)-]|$)/gu,
    say: (match, text) => {
      const [, digits = '', model, many] = match;
      const isPlane =
        many !== undefined ||
        model !== undefined ||
        /\b(?:Boeing|an?|the|jet|plane|flew)\s$/i.test(text.slice(0, match.index));
      if (!isPlane) return undefined;
      const name = codeNumber(digits);
      return [
        words(many === undefined ? name : plural(name)),
        ...(model === undefined ? [] : [words(codeNumber(model))]),
      ];
    },
  },
  {
    needs: /\d{3}[pi]/,
    pattern: /(?<![\p{L}\p{N}.,-])(480|720|1080|1440|2160)([pi])(?![\p{L}\p{N}])/gu,
    say: ([, digits = '', letter = '']) => [words(codeNumber(digits)), letters(letter)],
  },
  // "F-16s", "H.264"
  {
    needs: /-\d{1,3}['’]?s/,
    pattern: /(?<=\p{Lu}\p{L}{0,2}-)(\d{1,3})['’]?s(?![\p{L}\p{N}])/gu,
    say: ([, digits = '']) => [words(plural(codeNumber(digits)))],
  },
  {
    needs: /[A-Z]\.\d{3}/,
    pattern: /(?<![\p{L}\p{N}.])([A-Z])\.(\d{3})(?![\p{L}\p{N}]|[.,]\d)/gu,
    say: ([, letter = '', digits = '']) => [letters(letter), words(codeNumber(digits))],
  },
  // "7 3s", "two 5s", "0s and 1s"
  {
    needs: /\ds\b/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,:])(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|all|both|many|several|no)\s)(\d)['’]?s(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.,:])([01])s(?=\s(?:and|or)\s[01]s\b)|(?<=\b[01]s\s(?:and|or)\s)([01])s(?![\p{L}\p{N}])/giu,
    say: ([, counted, first, second]) => [words(plural(cardinal(counted ?? first ?? second ?? '')))],
  },
  // plurals of three digits: "the 404s"
  {
    needs: /\d{3}['’]?s/,
    pattern: /(?<![\p{L}\p{N}.,$£€-])(\d{2}[1-9])['’]?s(?![\p{L}\p{N}])/gu,
    say: ([, digits = '']) => [words(plural(codeNumber(digits)))],
  },
];
