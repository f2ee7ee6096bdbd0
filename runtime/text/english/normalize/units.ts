import { NUMBER, sayNumber } from './number-rules.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

/** Unit signs and their names: one, then many where that is not the first with an s. */
const UNITS: Readonly<Record<string, readonly [string, string?]>> = {
  km: ['kilometer'],
  m: ['meter'],
  cm: ['centimeter'],
  mm: ['millimeter'],
  µm: ['micrometer'],
  μm: ['micrometer'],
  nm: ['nanometer'],
  mi: ['mile'],
  yd: ['yard'],
  yds: ['yard'],
  ft: ['foot', 'feet'],
  'in.': ['inch', 'inches'],
  '″': ['inch', 'inches'],
  '"': ['inch', 'inches'],
  '′': ['foot', 'feet'],
  'km²': ['square kilometer'],
  'm²': ['square meter'],
  'cm²': ['square centimeter'],
  'm³': ['cubic meter'],
  'cm³': ['cubic centimeter'],
  km2: ['square kilometer'],
  m2: ['square meter'],
  m3: ['cubic meter'],
  'sq ft': ['square foot', 'square feet'],
  'sq. ft.': ['square foot', 'square feet'],
  'sq mi': ['square mile'],
  kg: ['kilogram'],
  g: ['gram'],
  mg: ['milligram'],
  µg: ['microgram'],
  μg: ['microgram'],
  lb: ['pound'],
  lbs: ['pound'],
  oz: ['ounce'],
  'fl oz': ['fluid ounce'],
  l: ['liter'],
  L: ['liter'],
  ml: ['milliliter'],
  mL: ['milliliter'],
  cl: ['centiliter'],
  dl: ['deciliter'],
  gal: ['gallon'],
  tsp: ['teaspoon'],
  tbsp: ['tablespoon'],
  qt: ['quart'],
  pt: ['pint'],
  'km/h': ['kilometer per hour', 'kilometers per hour'],
  kmh: ['kilometer per hour', 'kilometers per hour'],
  kph: ['kilometer per hour', 'kilometers per hour'],
  mph: ['mile per hour', 'miles per hour'],
  'm/s': ['meter per second', 'meters per second'],
  'm/s²': ['meter per second squared', 'meters per second squared'],
  mpg: ['mile per gallon', 'miles per gallon'],
  kB: ['kilobyte'],
  KB: ['kilobyte'],
  MB: ['megabyte'],
  GB: ['gigabyte'],
  TB: ['terabyte'],
  PB: ['petabyte'],
  KiB: ['kibibyte'],
  MiB: ['mebibyte'],
  GiB: ['gibibyte'],
  TiB: ['tebibyte'],
  'kbit/s': ['kilobit per second', 'kilobits per second'],
  kbps: ['kilobit per second', 'kilobits per second'],
  Mbps: ['megabit per second', 'megabits per second'],
  Gbps: ['gigabit per second', 'gigabits per second'],
  'MB/s': ['megabyte per second', 'megabytes per second'],
  'GB/s': ['gigabyte per second', 'gigabytes per second'],
  Hz: ['hertz', 'hertz'],
  kHz: ['kilohertz', 'kilohertz'],
  MHz: ['megahertz', 'megahertz'],
  GHz: ['gigahertz', 'gigahertz'],
  dB: ['decibel'],
  W: ['watt'],
  kW: ['kilowatt'],
  MW: ['megawatt'],
  GW: ['gigawatt'],
  kWh: ['kilowatt hour'],
  MWh: ['megawatt hour'],
  V: ['volt'],
  kV: ['kilovolt'],
  mV: ['millivolt'],
  mA: ['milliamp'],
  mAh: ['milliamp hour'],
  Ω: ['ohm'],
  J: ['joule'],
  kJ: ['kilojoule'],
  kcal: ['kilocalorie'],
  cal: ['calorie'],
  Pa: ['pascal'],
  kPa: ['kilopascal'],
  hPa: ['hectopascal'],
  psi: ['pound per square inch', 'pounds per square inch'],
  hp: ['horsepower', 'horsepower'],
  ms: ['millisecond'],
  ns: ['nanosecond'],
  µs: ['microsecond'],
  s: ['second'],
  sec: ['second'],
  secs: ['second'],
  min: ['minute'],
  mins: ['minute'],
  h: ['hour'],
  hr: ['hour'],
  hrs: ['hour'],
  yr: ['year'],
  yrs: ['year'],
  '°C': ['degree Celsius', 'degrees Celsius'],
  '°F': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '℃': ['degree Celsius', 'degrees Celsius'],
  '℉': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '°K': ['kelvin', 'kelvin'],
  '°': ['degree'],
  px: ['pixel'],
  dpi: ['dot per inch', 'dots per inch'],
  rpm: ['revolution per minute', 'revolutions per minute'],
  fps: ['frame per second', 'frames per second'],
  bpm: ['beat per minute', 'beats per minute'],
  ha: ['hectare'],
  '%': ['percent', 'percent'],
  '‰': ['per mille', 'per mille'],
};

const SIGNS = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  .join('|');

function sayUnit(sign: string, number: string | undefined, attributive: boolean): Say {
  const [one, many] = UNITS[sign] ?? [sign];
  const singular = attributive || (number !== undefined && /^1(?:\.0+)?$/.test(number));
  return words(singular ? one : (many ?? `${one}s`));
}

function signed(minus: string | undefined, number: string): Say[] {
  return minus === undefined ? sayNumber(number) : [words('minus'), ...sayNumber(number)];
}

const MINUS = String.raw`(?:(?<=^|[\s([{:;,=~"“])([-−–]))?`;

export const unitRules: readonly Rule[] = [
  // 5'10" and 6′2″
  {
    pattern: /(?<![\p{L}\p{N}.,'’])(\d{1,2})['’′]\s?(\d{1,2})(?:["”″]|''|(?!\p{N}))/gu,
    say: ([, feet = '', inches = '']) => [...sayNumber(feet), words('foot'), ...sayNumber(inches)],
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:-])${MINUS}(${NUMBER})(?:\s?(?:-|–|—|to|and|x|×)\s?(${NUMBER}))?([ \u00a0\u202f-]?)(${SIGNS})(?![\p{L}\p{N}²³/'’])(?:\.(?=[,;:)]|\s+[\p{Ll}\d(]))?`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, minus, low = '', high, gap = '', sign = ''] = match;
      if (isDoubtful(sign, gap, text.slice(0, match.index), text.charAt(match.index + whole.length))) return undefined;
      const joint = /[x×]/.test(whole) ? 'by' : whole.includes(' and ') ? 'and' : 'to';
      const range = high === undefined ? [] : [words(joint), ...sayNumber(high)];
      return [
        ...signed(minus, low),
        ...range,
        sayUnit(sign, high ?? low, gap === '-' || MEASURED.test(text.slice(match.index + whole.length))),
      ];
    },
  },
  // "per km", "€/kg" keep their sign's name
  {
    pattern: new RegExp(String.raw`(?<=\bper )(km|kg|cm|mm|ml|GB|MB|kWh|lb|oz)\b`, 'gu'),
    say: ([sign]) => [sayUnit(sign, '1', true)],
  },
  { pattern: /(?<=\p{L})\/(?=(?:day|week|month|year|hour|minute|second|person|night)\b)/gu, say: () => [words('per')] },
  // "10K", "5G", "4M users": the letter
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(K|k|M|G|D)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '', letter = '']) => [...sayNumber(number), letters(letter)],
  },
];

/** A noun after a measure takes it in the singular: "a 100 meter race". */
const MEASURED =
  /^\s(?:race|dash|sprint|relay|hurdles|freestyle|butterfly|backstroke|breaststroke|final|run|walk|swim|hike|drive|ride|stretch|radius|lens|cable|disk|screen|bottle|bag|gun|ruler|monitor|display|laptop|tv|pizza|pipe|wheel|gap|wall|pole|rope|fence|drop|plate|tablet)s?\b/;

/** Signs that are also a word or a quote: only taken where nothing else can be meant. */
function isDoubtful(sign: string, gap: string, before: string, after: string): boolean {
  if (sign === '"') return gap !== '' || before.split('"').length % 2 === 0 || before.endsWith('“');
  if (sign === 's' || sign === 'h') return gap === '-';
  if (sign === 'm' || sign === 'g' || sign === 'l' || sign === 'L' || sign === 'V' || sign === 'W' || sign === 'J')
    return gap === '-' || after === "'";
  return false;
}
