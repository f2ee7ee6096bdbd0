import { UNCOUNTED } from '../written/counted.ts';
import { interjectionRules } from '../written/interjections.ts';
import { quarterRules } from '../written/quarters.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** What must be known before dates and measures. */
export const SPANISH_FIRST: readonly Rule[] = [
  ...interjectionRules({ hm: 'hum', sh: 'chis', pst: 'chist', br: 'burr' }),
  // "Máx. 31 ºC"
  {
    needs: /m[áaií][xn]/iu,
    pattern: /(?<!\p{L}|temp\. )(m)(?:[áa](x)|[ií]n)\.?(?=:? ?[-−]?\d{1,2}(?:[.,]\d)? ?[°º])/giu,
    say: ([, , isMost]) => [words(isMost === undefined ? 'mínima' : 'máxima')],
  },
  // "1.800 € netos x 14 pagas"
  { needs: / x \d/, pattern: /(?<=\p{Ll}{3} )x(?= \d{1,3} \p{Ll})/gu, say: () => [words('por')] },
  // "1'2 millones"
  {
    needs: /\d['’]\d/,
    pattern:
      /(?<![\p{L}\p{N}.,'’])(\d{1,3})['’](\d{1,2})(?=[ \u00a0](?:mil(?:lón|lones)?|billones|puntos?|euros|kilos?|metros|litros|grados|k[gm]|[cm]m|m|l)(?!\p{L})|[ \u00a0]?[€%$])/gu,
    say: ([, whole = '', part = '']) => [
      words(
        `${plain(Number(whole))} coma ${part.startsWith('0') ? `cero ${plain(Number(part.slice(1) || '0'))}` : plain(Number(part))}`,
      ),
    ],
  },
  // "1 vez x semana"
  {
    pattern: /(?=x)(?<=\p{L} )x(?= (?:favor|semana|día|dia|mes|hora|persona|año|ejemplo|eso|qué|mí|ti)(?!\p{L}))/gu,
    say: () => [words('por')],
  },
  // "a las 12 m."
  {
    needs: /12(?::00)? m\./,
    pattern: /(?<=las 12(?::00)? )m\.(?!\p{L})/gu,
    say: () => [words('del mediodía')],
  },
  // "24/48 h"
  {
    needs: /\d\/\d/,
    pattern: /(?<![\p{L}\p{N}.,/])(\d{1,2})\/(\d{1,2})[ \u00a0]?(h|hs|hrs|horas|días)(?![\p{L}\p{N}])/gu,
    say: ([, from = '', to = '', unit = '']) => {
      if (Number(from) < 12 || Number(from) >= Number(to)) return undefined;
      const gender = unit.startsWith('d') ? 'm' : 'f';
      const [low, high] = [from, to].map((digits) => cardinal(digits, { gender, noun: true, word: '' }));
      return [words(`${low ?? ''} a ${high ?? ''} ${gender === 'f' ? 'horas' : 'días'}`)];
    },
  },
  ...quarterRules({
    quarter: (number) => `${ordinal(number, 'm').replace(/(primer|tercer)o$/, '$1')} trimestre`,
    half: (number) => `${ordinal(number, 'm').replace(/primero$/, 'primer')} semestre`,
    of: ' de ',
    year: plain,
  }),
  // "500 mg/8 h"
  {
    needs: /\/[ \u00a0]?\d/,
    pattern:
      /(?<=(?:mg|g|mcg|µg|ml|mL|UI|comp\.?|c[áa]ps?\.?|cpr\.?|cp\.?|gotas)[ \u00a0]?)\/[ \u00a0]?(?=\d{1,2}[ \u00a0]?h(?!\p{L}))/gu,
    say: () => [words(' cada ')],
  },
  // "en el 90+3'"
  {
    needs: /\d(?:['’′]|e?[ \u00a0]?\+)/,
    pattern:
      /(?=\d)(?<=(?<!\p{L})(?:en el|al|del|minuto) )(\d{1,3})(?:['’′]?[ \u00a0]?\+[ \u00a0]?(\d{1,2}))?['’′](?![\p{L}\p{N}'’])/giu,
    say: ([, minute = '', more]) => [
      words(`${plain(Number(minute))}${more === undefined ? '' : ` más ${plain(Number(more))}`}`),
    ],
  },
];
