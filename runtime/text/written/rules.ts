import { markdownSignRules, markupRules } from './markup.ts';
import { needing, numeral, ofKind, signed, timesSaid, words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import { dateRules, timeRules } from './calendar.ts';
import type { Locale } from './locale.ts';
import { capitalRules } from './capitals.ts';
import { chemistryRules } from './chemistry.ts';
import { codeRules } from './codes.ts';
import { commandRules } from './commands.ts';
import { durationRules } from './durations.ts';
import { eachRules } from './each.ts';
import { laboratoryRules } from './laboratory.ts';
import { magnitudeRules } from './magnitudes.ts';
import { markRules } from './marks.ts';
import { mathematicsRules } from './mathematics.ts';
import { measureRules } from './measures.ts';
import { measureSignRules } from './measure-signs.ts';
import { moneyRules, moneySignRules } from './money.ts';
import { numberRules } from './number-rules.ts';
import { pathRules } from './paths.ts';
import { UNCOUNTED } from './counted.ts';
import { alternatives, MINUS } from './patterns.ts';
import { serialRules } from './serials.ts';
import { signNameRules } from './sign-names.ts';
import { shortDateRules } from './calendar-forms.ts';
import { timeFormRules } from './time-forms.ts';
import { timestampRules } from './timestamps.ts';
import { unitedStatesRules } from './us-addresses.ts';
import { veinRules } from './veins.ts';
import { webRules } from './web.ts';
import { weekdayRules } from './weekdays.ts';
import { zoneRules } from './zones.ts';

/** All rules of a language, the most particular first: what one has taken the others do not see. */
export function localeRules(locale: Locale): readonly Rule[] {
  return [
    ...ofKind('markup', signed(markupRules)),
    ...ofKind('address', pathRules(locale)),
    ...ofKind('address', needing(/[@#]|:\/\/|localhost|[\p{L}\p{N}]\.\p{L}/u, webRules(locale))),
    ...ofKind('code', [...commandRules(locale), ...serialRules(locale)]),
    ...ofKind('address', numeral(unitedStatesRules(locale))),
    ...ofKind('time', numeral(locale.calendar ? zoneRules(locale) : [])),
    ...ofKind('dose', needing(/IV/, veinRules)),
    ...ofKind('language', locale.firstRules ?? []),
    ...ofKind('chemistry', [...laboratoryRules(locale), ...chemistryRules(locale)]),
    ...ofKind('mathematics', needing(/\p{N}|[*^★⭐+−-]/u, mathematicsRules(locale))),
    ...ofKind('markup', signed(markdownSignRules)),
    ...ofKind('code', numeral(codeRules(locale))),
    ...ofKind('date', [
      ...weekdayRules(locale),
      ...numeral([...timestampRules(locale), ...dateRules(locale), ...shortDateRules(locale)]),
    ]),
    ...ofKind('duration', numeral(durationRules(locale))),
    ...ofKind('time', numeral([...timeFormRules(locale), ...timeRules(locale)])),
    ...ofKind('telephone', numeral(telephoneRules(locale))),
    ...ofKind('money', [...numeral(moneyRules(locale)), ...signed(moneySignRules(locale))]),
    ...ofKind('measure', numeral(measureSignRules(locale))),
    ...ofKind('language', locale.rules),
    ...ofKind('measure', [
      ...numeral(measureRules(locale)),
      ...needing(/\/|[km][gm²³]|[mMG][lBH]|kWh/u, eachRules(locale)),
    ]),
    ...ofKind('magnitude', numeral(magnitudeRules(locale))),
    ...ofKind('fraction', numeral([...evenRules(locale), ...markRules(locale), ...fractionRules(locale)])),
    ...ofKind('abbreviation', abbreviationRules(locale)),
    ...ofKind(
      'capitals',
      needing(/\p{Lu}[\p{Lu}\d₀-₉]|\p{Lu}\p{Ll}\p{Lu}|[CH]\p{Ll}?[\d₀-₉]|\p{Lu}\p{Ll}[\d₀-₉]/u, capitalRules(locale)),
    ),
    ...ofKind('number', numeral(numberRules(locale))),
    ...ofKind('sign', [...signRules(locale), ...signNameRules(locale)]),
  ];
}

function telephoneRules(locale: Locale): Rule[] {
  const say = ([number]: RegExpExecArray) => {
    const groups = number.replace('(0)', ' ').match(/\d+/g) ?? [];
    // "+500 personas"
    if (groups.join('').length < 6) return undefined;
    const said = locale.telephone(groups);
    return [words(number.startsWith('+') ? `${locale.signs['+'] ?? ''} ${said}` : said)];
  };
  return [
    { pattern: /(?<![\p{L}\p{N}.,-])\+\d{1,3}(?:[ \u00a0.-]?\(?\d{1,5}\)?){2,6}(?![\p{L}\p{N}])/gu, say },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,/-])(?:${locale.telephonePattern})(?![\p{L}\p{N}]|[-.,]\d)`,
        'gu',
      ),
      say,
    },
  ];
}

/** "un 50/50". */
function evenRules(locale: Locale): Rule[] {
  const half = locale.cardinal('50', UNCOUNTED);
  return [
    {
      needs: /50\/50/,
      pattern: /(?<![\p{L}\p{N}/.,-])50\/50(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: () => [words(`${half} ${half}`)],
    },
  ];
}

function fractionRules(locale: Locale): Rule[] {
  const parts = (sign: string) => sign.normalize('NFKC').split('⁄').map(Number) as [number, number];
  const after = (match: RegExpExecArray, text: string) => text.slice(match.index + match[0].length);
  const said = (text: string | undefined) => (text === undefined ? undefined : [words(text)]);
  const SIGNS = '[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]';
  return [
    {
      pattern: new RegExp(String.raw`(?<![\p{N}/.,])(\d+)[ \u00a0]?(${SIGNS})`, 'gu'),
      say: (match, text) => said(locale.mixed(match[1] ?? '', ...parts(match[2] ?? ''), after(match, text))),
    },
    {
      pattern: new RegExp(SIGNS, 'gu'),
      say: (match, text) => said(locale.fraction(...parts(match[0]), after(match, text))),
    },
    {
      pattern: new RegExp(
        String.raw`${MINUS}(?<![\p{L}\p{N}/.,]|[\p{L}\p{N}][-−–])(\d+)[ \u00a0](\d{1,2})[/⁄](\d{1,3})(?![\p{L}\p{N}/]|[.,]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const [, minus, whole = '', top, bottom] = match;
        if (Number(top) >= Number(bottom)) return undefined;
        const mixed = locale.mixed(whole, Number(top), Number(bottom), after(match, text));
        return said(mixed === undefined || minus === undefined ? mixed : `${locale.words.minus} ${mixed}`);
      },
    },
    // "1/25.000"
    {
      needs: /\d\/\d/,
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}/.,-])(\d{1,3})/(${locale.grouped})(?![\p{L}\p{N}/]|[.,]\d)`, 'gu'),
      say: ([, top = '', bottom = '']) =>
        locale.mathematics === undefined
          ? undefined
          : said(
              `${locale.cardinal(top, UNCOUNTED)} ${locale.mathematics.outOf} ${locale.cardinal(bottom.replace(/\D/g, ''), UNCOUNTED)}`,
            ),
    },
    {
      pattern: /(?<![\p{L}\p{N}/.,-])(\d{1,2})[/⁄](\d{1,3}|1000)(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: (match, text) => said(locale.fraction(Number(match[1]), Number(match[2]), after(match, text))),
    },
  ];
}

/** An abbreviation keeps its full stop only where the text ends with it. */
function abbreviationRules(locale: Locale): Rule[] {
  const keys = Object.keys(locale.abbreviations);
  const numbered = locale.numbered ?? {};
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{M}\p{N}.]|(?<!\p{L})p\.[ \u00a0])(?:${alternatives(Object.keys(numbered)) || '(?!)'})(?=[ \u00a0]?(?:\d|\(\d{1,3}[a-z]?\)|[IVXLC]+(?!\p{L})|[A-Z]{1,4}[-–/]?\d))`,
        'gu',
      ),
      say: (match, text) => {
        const [abbreviation] = match;
        // "p. 5-8"
        const isSpan =
          /^(?:p|pág|pag)\.$/.test(abbreviation) &&
          /^[ \u00a0]?\d+[-–]\d/.test(text.slice(match.index + abbreviation.length));
        return [words((isSpan ? numbered['pp.'] : undefined) ?? numbered[abbreviation] ?? '')];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{M}\p{N}.])(?:(?:${alternatives(keys)})(?:(?<=\p{Ll}{2}\.)(?=\p{Lu}\p{Ll})|(?![\p{L}\p{M}\p{N}]))|(?:${alternatives(keys.filter((key) => /[°º]$/.test(key))) || '(?!)'})(?=\d))`,
        'gu',
      ),
      say: (match, text) => {
        const [abbreviation] = match;
        const said = locale.abbreviations[abbreviation] ?? '';
        const rest = text.slice(match.index + abbreviation.length);
        const endsText = abbreviation.endsWith('.') && /^["'”’»)\]]*\s*$/.test(rest);
        return [words(endsText ? `${said}.` : said)];
      },
    },
  ];
}

function signRules(locale: Locale): Rule[] {
  const name = (sign: string) => [words(locale.signs[sign] ?? '')];
  const arrow = /➔ ([^;]+)/.exec(locale.signNames?.names ?? '')?.[1];
  return [
    // "2232 - 4º andar"
    { needs: /\d [-–] \d+\.?[ºª°]/, pattern: /(?<=\p{N})\s[-–](?=\s\d+\.?[ºª°]\s?\p{L})/gu, say: () => [words(',')] },
    { pattern: /(?<=\p{N}\s)[-−–](?=\s\p{N})/gu, say: () => [words(locale.words.minus)] },
    {
      // "60 X054" are codes
      pattern: /(?<=\p{N}\s?)(?:[x×*]|(?<!\s)X|X(?=\s))(?=\s?(?![²³¹⁰⁴-⁹])\p{N})/gu,
      say: (match, text) => [
        // "3 x 150" are so many, "30x20" are sides
        words(
          /x/i.test(match[0]) && locale.measures && text.charAt(match.index - 1) !== ' '
            ? locale.words.by
            : (locale.signs['×'] ?? ''),
        ),
      ],
    },
    // a slash with a space on either side parts, and is a pause
    {
      needs: / \/ /,
      pattern: /(?<=[\p{L}.)%])[ \u00a0]\/(?=[ \u00a0][\p{L}\d])|(?<=\d)[ \u00a0]\/(?=[ \u00a0]\p{L})/gu,
      say: () => [words(',')],
    },
    // "9h-12h30 / 14h-18h", "9:00 / 14:00", numbers of telephones
    {
      needs: / \/ /,
      pattern:
        /(?<=\d(?:h|:)\d\d)[ \u00a0]\/(?=[ \u00a0]\d{1,2}[h:])|(?<=(?:\d{2,4}[ .-]){2,4}\d{2,4})[ \u00a0]\/(?=[ \u00a0][+\d(])/gu,
      say: () => [words(',')],
    },
    { needs: /°\/\p{L}/u, pattern: /(?<=°)\/(?=\p{L})/gu, say: () => [words(', ')] },
    // "230 V/50 Hz"
    {
      needs: /\p{L}\/\d/u,
      pattern: /(?<=\d[ \u00a0]?\p{L}{1,3})\/(?=\d{1,4}(?:[.,]\d{1,3})?[ \u00a0]?\p{L})/gu,
      say: () => [words(', ')],
    },
    // "1 comprimé x 3"
    { needs: / x \d/, pattern: /(?<=\p{Ll}{2}\.? )x(?= \d)/gu, say: () => [words(locale.signs['×'] ?? '')] },
    // "pedido #4521"
    {
      needs: /# ?\d/,
      pattern: /(?<=\p{L}[ \u00a0])#[ \u00a0]?(?=\d)|(?<=[\p{L}.][ \u00a0]\d{1,3}[A-Z]?[ \u00a0])#[ \u00a0]?(?=\d)/gu,
      say: () => (locale.numbered?.['n.'] === undefined ? undefined : [words(locale.numbered['n.'])]),
    },
    // an arrow that leads to nothing
    {
      needs: /→|->/,
      pattern: /(?:→|->)(?=[ \u00a0]?(?:[.,;:!?)\]"”»]|$))/gu,
      say: () => (arrow === undefined ? undefined : [words(arrow)]),
    },
    {
      pattern: new RegExp(String.raw`(${alternatives(Object.keys(locale.signs))})\1*`, 'gu'),
      say: ([run, sign = '']) => timesSaid(run, sign).flatMap(() => name(sign)),
    },
  ];
}
