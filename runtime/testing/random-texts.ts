import type { Language } from '../text/types.ts';
import type { HostileText } from './hostile-texts.ts';
import { randomNumbers } from './random-numbers.ts';

const range = (first: string, last: string): string[] => {
  const [from, to] = [first.codePointAt(0)!, last.codePointAt(0)!];
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
};
const spaces = (count: number): string[] => Array<string>(count).fill(' ');

const LATIN = [...range('a', 'z'), ...spaces(5)];
const ASCII = [...range('!', '~'), ...spaces(10)];
const FIGURES = [...'0123456789.,:/-%$€ '];
const SIGNS = [...range('←', '⏿'), ...range('‐', '⁞'), ...range('😀', '🙏'), ...spaces(50)];
const ACCENTED = [...range('À', 'ž'), ...LATIN];
const HINDI = [...range('अ', '्'), ...range('०', '९'), ...spaces(12)];
const KANA = [...range('ぁ', 'ゖ'), ...range('ァ', 'ヶ'), ...'。、'];
const HAN = [...range('一', '龥'), ...Array<string>(2_000).fill('。')];
const MIXED = [
  ...[ASCII, ACCENTED, HINDI, KANA, SIGNS, range('Α', 'ω'), range('А', 'я'), range('א', 'ת'), range('ء', 'ي')].flat(),
  ...[range('가', '깋'), range('一', '亿'), spaces(100)].flat(),
];

const EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  latin: LATIN,
  'printable ASCII': ASCII,
  figures: FIGURES,
  signs: SIGNS,
  'all scripts': MIXED,
};
const OWN: Readonly<Record<Language, readonly string[]>> = {
  'en-us': [...LATIN, ...'.,;:!?\'"()-'],
  'en-gb': [...LATIN, ...FIGURES],
  es: ACCENTED,
  fr: ACCENTED,
  hi: HINDI,
  it: ACCENTED,
  pt: ACCENTED,
  ja: [...KANA, ...HAN],
  zh: HAN,
};

/** Texts that never repeat themselves: characters drawn at random, so that nothing read before helps. */
export function randomTexts(seed: number, language: Language): HostileText[] {
  const letters = { ...EVERYWHERE, own: OWN[language], 'own and latin': [...OWN[language].slice(0, 60), ...LATIN] };
  const next = randomNumbers(seed);
  return Object.entries(letters).map(([name, list]) => ({
    name: `random characters (${name})`,
    text: (length) =>
      Array.from({ length }, () => list[Math.floor(next() * list.length)]!)
        .join('')
        .slice(0, length),
  }));
}
