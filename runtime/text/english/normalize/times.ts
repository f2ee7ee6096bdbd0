import { countedName } from './durations.ts';
import { cardinal } from './numbers.ts';
import { NOT_IN_TIME } from '../../written/patterns.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { DASH, pair } from './written-numbers.ts';

const HALF_OF_DAY = String.raw`(?:\s?([aApP])\.?\s?[mM]\b(\.)?)`;
const HOUR = String.raw`([01]?\d|2[0-4])`;
const CLOCK = String.raw`(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?`;
const ZONE = String.raw`(?:(?:\s|(?<=\.))(E[SD]?T|P[SD]?T|C[SD]?T|M[SD]T|GMT|UTC|BST|CES?T|IST|JST|AEST|est|pst|cst|mst|edt|pdt|cdt|mdt|gmt|utc|bst)(?![\p{L}\p{N}]))?`;

function sayHalf(letter: string | undefined): Say[] {
  return letter === undefined ? [] : [letters(`${letter.toUpperCase()}M`)];
}

function sayZone(zone: string | undefined): Say[] {
  return zone === undefined ? [] : [letters(zone.toUpperCase())];
}

/** A clock time: "9:05" "nine oh five", "10:00" "ten o'clock", "14:00" "fourteen hundred". */
function sayTime(hour: string, minute: string | undefined, half: string | undefined): Say[] {
  const hours = cardinal(hour);
  if (minute === undefined) return [words(hours), ...sayHalf(half)];
  if (minute === '00') {
    if (half !== undefined) return [words(hours), ...sayHalf(half)];
    if (Number(hour) === 0) return [words('midnight')];
    return [words(Number(hour) <= 12 ? `${hours} o'clock` : `${hours} hundred`)];
  }
  return [words(`${hours} ${pair(minute)}`), ...sayHalf(half)];
}

/** Whether the full stop of "p.m." also ends the text. */
function closing(match: RegExpExecArray, text: string, stop: string | undefined): Say[] {
  const rest = text.slice(match.index + match[0].length);
  return stop !== undefined && /^["'”’)\]]*\s*$/.test(rest) ? [words('.')] : [];
}

const isHour = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= 24;

const OPEN = String.raw`(?:open|opens|opened|work|works|worked|working|job|hours?|shift|from|office|daily|weekdays|available|closed)`;
const ON_DAYS = String.raw`(?:(?:on\s)?(?:weekdays|weekends|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)|daily|every\sday|job|shift|schedule)`;

export function timeRules(british: boolean): readonly Rule[] {
  return [
    // "a scale of 1:25,000", "a ratio of 3:20"
    {
      pattern: new RegExp(
        String.raw`(?<=\b(?:[Rr]atios?|[Ss]cale|[Oo]dds|[Dd]ilut\p{L}+|[Mm]ix(?:ed|ture)?|[Pp]roportions?)\s(?:of\s|is\s|at\s|to\s|in\s)?(?:an?\s)?)(\d{1,4}):(\d{1,3}(?:,\d{3})+|\d{1,4})(?![\p{L}\p{N}:])|${NOT_IN_TIME}(1):(\d{1,3}(?:,\d{3})+)(?![\p{L}\p{N}:])`,
        'gu',
      ),
      say: ([, first, second, one, many]) => [
        words(`${cardinal(first ?? one ?? '')} to ${cardinal((second ?? many ?? '').replace(/,/g, ''))}`),
      ],
    },
    // "4pm-6pm", "12-1pm", "5:30–6:30 pm"
    {
      pattern: new RegExp(String.raw`${NOT_IN_TIME}${CLOCK}${HALF_OF_DAY}?${DASH}${CLOCK}${HALF_OF_DAY}${ZONE}`, 'gu'),
      say: (match, text) => {
        const [, hour = '', minute, half, , toHour = '', toMinute, toHalf, stop, zone] = match;
        return [
          ...sayTime(hour, half === undefined && minute === '00' ? undefined : minute, half),
          words('to'),
          ...sayTime(toHour, toMinute, toHalf),
          ...sayZone(zone),
          ...(zone === undefined ? closing(match, text, stop) : []),
        ];
      },
    },
    // "9a–noon", "noon–5pm"
    {
      needs: /\d\s?[ap]\.?m?\.?\s?[-–]\s?(?:noon|mid|close|late|dusk)|(?:noon|night|dawn)\s?[-–]\s?\d/i,
      pattern: new RegExp(
        String.raw`${NOT_IN_TIME}${CLOCK}(?:\s?([apAP])(?:\.?\s?[mM]\.?)?)\s?[-–]\s?(noon|midnight|close|late|dusk)(?!\p{L})`,
        'gu',
      ),
      say: ([, hour = '', minute, half, end = '']) => [...sayTime(hour, minute, half), words(`to ${end}`)],
    },
    {
      needs: /(?:noon|midnight|dawn)\s?[-–]\s?\d/i,
      pattern: /(?<=\b(?:[Nn]oon|[Mm]idnight|[Dd]awn))\s?[-–]\s?(?=\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]|$|[\s,;.)]))/gu,
      say: () => [words(' to ')],
    },
    // "9a-5p"
    {
      pattern: new RegExp(String.raw`${NOT_IN_TIME}${CLOCK}([ap])${DASH}${CLOCK}([ap])(?![\p{L}\p{N}])`, 'gu'),
      say: ([, hour = '', minute, half, toHour = '', toMinute, toHalf]) => [
        ...sayTime(hour, minute, half),
        words('to'),
        ...sayTime(toHour, toMinute, toHalf),
      ],
    },
    // "6:05a"
    {
      needs: /:\d\d\s?[ap]/,
      pattern: new RegExp(String.raw`${NOT_IN_TIME}(1[0-2]|0?[1-9]):([0-5]\d)\s?([ap])(?![\p{L}\p{N}'’]|\.\s?m)`, 'gu'),
      say: ([, hour = '', minute, half]) => sayTime(hour, minute, half),
    },
    // "9:00-17:30"
    {
      pattern: new RegExp(
        String.raw`${NOT_IN_TIME}${HOUR}:([0-5]\d)${DASH}${HOUR}:([0-5]\d)(?![\p{N}:]|\.\d|\s?[aApP]\.?[mM]\b)${ZONE}`,
        'gu',
      ),
      say: ([, hour = '', minute = '', toHour = '', toMinute = '', zone]) => [
        ...sayTime(hour, minute, undefined),
        words('to'),
        ...sayTime(toHour, toMinute, undefined),
        ...sayZone(zone),
      ],
    },
    ...(british ? britishRules : []),
    {
      pattern: /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)(\d{1,2}):([0-5]\d):([0-5]\d)(?![\p{N}:])/gu,
      say: ([, hours = '', minutes = '', seconds = '']) =>
        [minutes, seconds].includes('00')
          ? [
              words(`${cardinal(hours)} ${countedName('hour', hours)}`),
              words(`${cardinal(minutes)} ${countedName('minute', minutes)} and`),
              words(`${cardinal(seconds)} ${countedName('second', seconds)}`),
            ]
          : [hours, minutes, seconds].map((part, index) => words(index > 0 ? pair(part) : cardinal(part))),
    },
    {
      pattern: new RegExp(String.raw`${NOT_IN_TIME}${HOUR}[:.]([0-5]\d)${HALF_OF_DAY}${ZONE}`, 'gu'),
      say: (match, text) => {
        const [, hour = '', minute = '', half, stop, zone] = match;
        return [
          ...sayTime(hour, minute, half),
          ...sayZone(zone),
          ...(zone === undefined ? closing(match, text, stop) : []),
        ];
      },
    },
    {
      pattern: new RegExp(String.raw`${NOT_IN_TIME}${HOUR}:([0-5]\d)(?![\p{N}:]|\.\d)(?:h\b)?${ZONE}`, 'gu'),
      say: ([, hour = '', minute = '', zone]) => [...sayTime(hour, minute, undefined), ...sayZone(zone)],
    },
    {
      pattern: new RegExp(String.raw`${NOT_IN_TIME}(1[0-2]|0?[1-9])${HALF_OF_DAY}${ZONE}`, 'gu'),
      say: (match, text) => {
        const [, hour = '', half, stop, zone] = match;
        return [
          words(cardinal(hour)),
          ...sayHalf(half),
          ...sayZone(zone),
          ...(zone === undefined ? closing(match, text, stop) : []),
        ];
      },
    },
    // "open 9-5", "9-5 on weekdays"
    {
      pattern: new RegExp(
        String.raw`(?<=\b${OPEN}(?:\s\p{Ll}+)?:?\s)(\d{1,2})[-–](\d{1,2})(?![\p{L}\p{N}%/-]|[.,:]\d|\s\p{Ll}+s\b)|${NOT_IN_TIME}(?<![-–])(\d{1,2})[-–](\d{1,2})(?=\s${ON_DAYS})`,
        'giu',
      ),
      say: ([, first, second, third, fourth]) => {
        const [from, to] = [Number(first ?? third), Number(second ?? fourth)];
        const isTime = from >= 1 && from <= 12 && to >= 1 && to <= 12;
        return isTime ? [words(`${cardinal(String(from))} to ${cardinal(String(to))}`)] : undefined;
      },
    },
    // "Sun 10–4", "Mon–Fri: 9-6"; "won Sunday 10-4"
    {
      pattern:
        /(?<=\b(?:Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun)(?:day)?s?\.?[:,]?\s)(\d{1,2})(?:[:.]([0-5]\d))?\s?[-–]\s?(\d{1,2})(?:[:.]([0-5]\d))?(?![\p{L}\p{N}%/-]|[.,:]\d|\s?[ap]\.?m|\s(?:win|loss|victory|defeat|draw|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)|\s\p{Ll}+s\b)/gu,
      say: (match, text) => {
        const [, from = '', minutes, to = '', toMinutes] = match;
        if (!isHour(from) || !isHour(to)) return undefined;
        if (/\b(?:w[oi]ns?|lost|lose|loses|beat|beats|drew|tied|score|victory|defeat)\b/i.test(text)) return undefined;
        return [...sayTime(from, minutes, undefined), words('to'), ...sayTime(to, toMinutes, undefined)];
      },
    },
    // the time of an ISO date
    {
      pattern:
        /(?<=\d-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?(?![\p{L}\p{N}])/gu,
      say: ([, hour = '', minute = '', zone]) => [
        words(','),
        ...sayTime(String(Number(hour)), minute, undefined),
        ...(zone === 'Z' ? [letters('UTC')] : []),
      ],
    },
    // "0900 hours"
    {
      pattern:
        /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)(0\d|1\d|2[0-3])([0-5]\d)(?=\s(?:hours|hrs|h|GMT|UTC|Zulu)\b)/gu,
      say: ([, hour = '', minute = '']) => [
        words(`${hour.startsWith('0') ? 'oh ' : ''}${cardinal(hour)} ${minute === '00' ? 'hundred' : pair(minute)}`),
      ],
    },
    // "the 0715", "from 0600"
    {
      needs: /\b0\d[0-5]\d\b/,
      pattern:
        /(?<=\b(?:[Tt]he|[Aa]t|[Ff]rom|[Bb]y|[Uu]ntil|till|to|[Dd]eparts?|[Ll]eaves?|[Aa]rrives?|[Bb]efore|[Aa]fter)\s)0(\d)([0-5]\d)(?![\p{L}\p{N}%]|[-.,:/]\d)|(?<=\b0\d[0-5]\d\s?(?:to|until|till|and|or|[-–])\s?)([01]\d|2[0-3])([0-5]\d)(?![\p{L}\p{N}%]|[-.,:/]\d)/gu,
      say: ([, hour = '', minute = '', later, laterMinute = '']) =>
        later === undefined
          ? [words(`oh ${cardinal(hour)} ${minute === '00' ? 'hundred' : pair(minute)}`)]
          : [
              words(
                `${later.startsWith('0') ? 'oh ' : ''}${cardinal(later)} ${laterMinute === '00' ? 'hundred' : pair(laterMinute)}`,
              ),
            ],
    },
    // "4 to 1"
    {
      pattern: /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)(\d{1,4}):(\d{1,4})(?![\p{N}:]|\.\d)/gu,
      say: ([, first = '', second = '']) => [words(`${cardinal(first)} to ${cardinal(second)}`)],
    },
  ];
}

const NOT_MEASURED = String.raw`(?![\p{L}\p{N}%°:]|[.,]\d|\s?(?:per\scent|percent|million|billion|thousand|m|metres?|meters?|km|kg|miles?|seconds?|points?|times|degrees|pounds|euros|dollars|GPA|hours?|minutes|inches|feet|litres|liters|billion|trillion|crore|lakh)\b)`;

/** In Britain a full stop may part hours and minutes: "at 18.30", "9.30–11.00", "7.30 for 8". */
const britishRules: readonly Rule[] = [
  // "a 2:1 from Oxford"
  {
    needs: /2:[12]/,
    pattern: /(?<=\b[Aa]\s)2:([12])(?![\p{N}:])/gu,
    say: ([, second = ''], text) =>
      /\b(?:degree|uni|university|(?:got|gets?|achieved|awarded|with)\sa\s2:[12]|graduat\p{Ll}*|hono(?:u)?rs|BA|BSc|from|first|student)\b/iu.test(
        text,
      )
        ? [words(`two ${cardinal(second)}`)]
        : undefined,
  },
  {
    pattern: new RegExp(String.raw`${NOT_IN_TIME}${HOUR}\.([0-5]\d)${DASH}${HOUR}\.([0-5]\d)${NOT_MEASURED}`, 'gu'),
    say: ([, hour = '', minute = '', toHour = '', toMinute = '']) => [
      ...sayTime(hour, minute, undefined),
      words('to'),
      ...sayTime(toHour, toMinute, undefined),
    ],
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:at|from|until|till|by|before|after|around|to|the|o['’]clock)\s)${HOUR}\.([0-5]\d)${NOT_MEASURED}|(?<![\p{L}\p{N}.,:/£$€])${HOUR}\.([0-5]\d)(?=\s(?:for\s\d|on\s(?:the\s)?\p{Lu}|sharp|tonight|tomorrow|today|in\sthe\s(?:morning|afternoon|evening)|train|bus|flight|start|kick|ferry))`,
      'gu',
    ),
    say: ([, first, second, third, fourth]) => sayTime(first ?? third ?? '', second ?? fourth ?? '', undefined),
  },
];
