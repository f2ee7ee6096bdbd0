import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPublishedModel } from '../../model/published-model.ts';
import { createTextFrontend } from '../frontend.ts';
import type { SayAs } from '../input-parts.ts';
import { LANGUAGES } from '../types.ts';
import type { Language } from '../types.ts';
import { KOKORO_SYMBOLS } from '../vocabulary.ts';
import { saidAs } from './say-as.ts';

const frontend = createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: async (path) => readFile(join(await findPublishedModel(), path)),
});

/** The words that the rules of a language make of a text that is said as something. */
async function words(text: string, as: SayAs, language: Language): Promise<string | undefined> {
  const say = saidAs(text, as, language);
  if (say === undefined) return undefined;
  const segments = await (await frontend).segments(say, language, [], undefined, true);
  return segments
    .flatMap(({ tokens }) => tokens)
    .map((token) => (token.words ?? token.text) + (token.whitespace === '' ? '' : ' '))
    .join('');
}

/** What is said, in each language: the words after it. */
const CASES: readonly [SayAs, string][] = [
  [{ as: 'characters' }, 'a1-Y'],
  [{ as: 'cardinal' }, '1984'],
  [{ as: 'cardinal' }, '-3.5'],
  [{ as: 'ordinal' }, '23'],
  [{ as: 'digits' }, '2024'],
  [{ as: 'fraction' }, '3/20'],
  [{ as: 'fraction' }, '1 1/2'],
  [{ as: 'date', format: 'dmy' }, '1/11/2024'],
  [{ as: 'date', format: 'md' }, '11/12'],
  [{ as: 'telephone' }, '+1 2122241555'],
  [{ as: 'duration' }, '1\'21"'],
];

const WORDS: Readonly<Record<Language, readonly string[]>> = {
  'en-us': [
    'eh, one, dash, Y',
    'one thousand nine hundred eighty four',
    'minus three point five',
    'twenty third',
    'two zero two four',
    'three twentieths',
    'one and a half',
    'November first, twenty twenty four',
    'November twelfth',
    'plus one, two one two, two two four, one five five five',
    'one minute, twenty one seconds',
  ],
  'en-gb': [
    'eh, one, dash, Y',
    'one thousand nine hundred and eighty four',
    'minus three point five',
    'twenty third',
    'two zero two four',
    'three twentieths',
    'one and a half',
    'the first of November twenty twenty four',
    'the twelfth of November',
    'plus one, two one two, two two four, one five five five',
    'one minute, twenty one seconds',
  ],
  es: [
    'A, uno, guion, i griega',
    'mil novecientos ochenta y cuatro',
    'menos tres coma cinco',
    'vigésimo tercero',
    'dos cero dos cuatro',
    'tres veinteavos',
    'uno y medio',
    'uno de noviembre de dos mil veinticuatro',
    'doce de noviembre',
    'más uno, dos uno dos, dos dos cuatro, uno cinco cinco cinco',
    'un minuto y veintiún segundos',
  ],
  fr: [
    'A, un, tiret, Y',
    'mille neuf cent quatre-vingt-quatre',
    'moins trois virgule cinq',
    'vingt-troisième',
    'deux zéro deux quatre',
    'trois vingtièmes',
    'un et demi',
    'premier novembre deux mille vingt-quatre',
    'douze novembre',
    'plus un, deux un deux, deux deux quatre, un cinq cinq cinq',
    'une minute et vingt et une secondes',
  ],
  hi: [
    'ए, एक, डैश, Y',
    'एक हज़ार नौ सौ चौरासी',
    'माइनस तीन दशमलव पाँच',
    'तेईसवाँ',
    'दो शून्य दो चार',
    'तीन बटा बीस',
    'डेढ़',
    'एक नवंबर दो हज़ार चौबीस',
    'बारह नवंबर',
    'प्लस एक, दो एक दो, दो दो चार, एक पाँच पाँच पाँच',
    'एक मिनट और इक्कीस सेकंड',
  ],
  it: [
    'A, uno, trattino, Y',
    'mille novecento ottantaquattro',
    'meno tre virgola cinque',
    'ventitreesimo',
    'due zero due quattro',
    'tre ventesimi',
    'uno e mezzo',
    'primo novembre duemila ventiquattro',
    'dodici novembre',
    'più uno, due uno due, due due quattro, uno cinque cinque cinque',
    'un minuto e ventuno secondi',
  ],
  pt: [
    'A, um, traço, Y',
    'mil novecentos e oitenta e quatro',
    'menos três vírgula cinco',
    'vigésimo terceiro',
    'dois zero dois quatro',
    'três vinte avos',
    'um e meio',
    'primeiro de novembro de dois mil e vinte e quatro',
    'doze de novembro',
    'mais um, dois um dois, dois dois quatro, um cinco cinco cinco',
    'um minuto e vinte e um segundos',
  ],
  ja: [
    'えー、いち、ハイフン、わい',
    'せん きゅーひゃく はちじゅー よん',
    'まいなすさんてん ご',
    'にじゅーさん ばん目',
    'に ぜろ に よん',
    'にじゅー ぶんのさん',
    'いちとに ぶんのいち',
    'にせん にじゅーよねんじゅーいちがつついたち',
    'じゅーいちがつじゅーに にち',
    'プラス いち, に いち に, に に よん, いち ご ご ご',
    'いっぷん にじゅーいち びょー',
  ],
  zh: [
    'A、一、横杠、Y',
    '一千九百八十四',
    '负三点五',
    '第二十三',
    '二零二四',
    '二十分之三',
    '一又二分之一',
    '二零二四年十一月一日',
    '十一月十二日',
    '加 幺，二幺二，二二四，幺五五五',
    '一 分钟二十一秒钟',
  ],
};

describe.each(LANGUAGES)('say-as in %s', (language) => {
  it.each(CASES.map(([as, text], index) => [as.as, text, as, WORDS[language][index]!] as const))(
    '%s %s',
    async (_, text, as, said) => {
      expect(await words(text, as, language)).toBe(said);
    },
  );
});

describe('say-as', () => {
  it.each([
    ['1,234', 'en-us', '1,234'],
    ['1 234,5', 'fr', '1\u202f234,5'],
    ['1.234,5', 'es', '1.234,5'],
    ['1,234.5', 'es', '1.234,5'],
    ['3.14', 'es', '3,14'],
    ['3,14', 'en-us', '3.14'],
    ['007', 'en-us', '7'],
    ['+5', 'it', '5'],
    ['१९८४', 'hi', '1,984'],
    ['１９８４', 'ja', '1,984'],
  ] as const)('the number %s in %s', (text, language, written) => {
    expect(saidAs(text, { as: 'cardinal' }, language)).toBe(written);
  });

  it.each([
    ['cardinal', 'many'],
    ['cardinal', '1.2.3'],
    ['cardinal', '1,2,3'],
    ['cardinal', ''],
    ['ordinal', '0'],
    ['ordinal', '1.5'],
    ['ordinal', '99999999'],
    ['digits', 'none'],
    ['fraction', '1'],
    ['fraction', '1/0'],
    ['telephone', 'call me'],
    ['telephone', '555 CALL'],
    ['duration', '14:30'],
    ['date', 'May 5'],
    ['date', '1/2/2024'],
    ['characters', ' '],
  ] as const)('%s %j is read as it is', (as, text) => {
    for (const language of LANGUAGES) expect(saidAs(text, { as }, language)).toBeUndefined();
  });

  it.each([
    ['20240229', undefined, 'February 29, 2024'],
    ['2024-02-29', undefined, 'February 29, 2024'],
    ['2024/2/9', 'dmy', 'February 9, 2024'],
    ['29.2.24', 'dmy', 'February 29, 2024'],
    ['2-28-70', 'mdy', 'February 28, 1970'],
    ['2-29-70', 'mdy', undefined],
    ['2/29', 'md', 'February 29'],
    ['2/30', 'md', undefined],
    ['29/02/2024', 'dd/mm/yyyy', undefined],
    ['29022024', 'ddmmyyyy', undefined],
    ['29 2 2024', 'ddmmyyyy', 'February 29, 2024'],
    ['2/2024', 'my', 'February 2024'],
    ['9', 'd', '9th'],
    ['13/13', 'md', undefined],
    ['32/1', 'dm', undefined],
    ['1/2', 'dd', undefined],
    ['1/2', 'dmy', undefined],
    ['1/2', 'constructor', undefined],
  ])('the date %s as %s', (text, format, written) => {
    expect(saidAs(text, { as: 'date', format }, 'en-us')).toBe(written);
  });

  it('the letter A of English is no article', async () => {
    const segments = await (await frontend).segments(saidAs('Ba', { as: 'characters' }, 'en-gb')!, 'en-gb');
    expect(segments[0]?.phonemes).toBe('bˈiː, ˈA');
  });

  it('letters with their accents and signs of several characters are one each', () => {
    expect(saidAs('e\u0301👩‍🚀क्ष', { as: 'characters' }, 'fr')).toBe('É, 👩‍🚀, क्ष');
  });
});
