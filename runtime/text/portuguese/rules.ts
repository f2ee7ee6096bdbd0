import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { ordinalRules } from '../written/ordinals.ts';
import { romanRules } from '../written/roman-rules.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** Rulers, popes and centuries: ordinals up to ten, then cardinals. */
const regnal = (value: number): string => (value <= 10 ? ordinal(value, 'm') : plain(value));

/** What Portuguese alone has. */
export function portugueseRules(locale: () => Locale): readonly Rule[] {
  return [
    ...ordinalRules(
      {
        endings: String.raw`º|ª|°|[oa](?!\p{L})|(?=[oa]s(?!\p{L}))[oa]`,
        plural: 's',
        isFeminine: (ending) => ending === 'ª' || ending === 'a',
        say: ordinal,
      },
      locale,
    ),
    {
      pattern: /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])[hH]s?(?![\p{L}\p{N}])/gu,
      say: ([, hour = '']) => [
        words(`${cardinal(hour, { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'hora' : 'horas'}`),
      ],
    },
    ...romanRules(
      {
        cardinal: plain,
        ordinal,
        regnal,
        queens: 'Isabel|Maria|Catarina|Elizabeth|Margarida|Leonor|Vitória|Cristina',
        century: String.raw`séculos?|sécs?\.`,
        numbered:
          'capítulo|cap\\.|parte|tomo|ato|cena|fase|tipo|volume|vol\\.|livro|título|anexo|nível|grupo|seção|artigo|inciso|página|canto|salmo|lei|zona|classe|divisão|categoria|legislatura|módulo',
        articles: 'a|o|as|os|da|do|na|no|pela|à|ao|esta|este|uma|um',
      },
      { counted: (after) => locale().counted(after), monthPattern: '(?!)' },
    ),
    // a score, with one letter between its sides
    {
      pattern:
        /(?<![\p{L}\p{N}.,/])(\d{1,2})(?:[ \u00a0][xX×][ \u00a0]|(?<=(?:por|de|em|placar) \d{1,2})[xX])(\d{1,2})(?![\p{L}\p{N}]|[.,]\d|[ \u00a0]?=|[ \u00a0]?(?:[cm]?m|cm|km|in)(?!\p{L}))/gu,
      say: ([, one = '', other = '']) => [words(`${plain(Number(one))} a ${plain(Number(other))}`)],
    },
    {
      pattern: /(?<![\p{L}\p{N}.])(?<=(?<!\p{L})[AaÀàDdNn][ao]? )D\.(?=\s\p{Lu}\p{L}*a(?!\p{L}))/gu,
      say: () => [words('dona')],
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.])(?<!(?:itamina|lano?|ipo|rupo|lass?e|bloque|bloco|letra|nota|categor[íi]a|s[eé]rie|turma|epatitis|epatite|secci[óo]n|seção|zona) )D\.(?=\s\p{Lu})/gu,
      say: () => [words('dom')],
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.])S\.(?=\s(?:Paulo|Pedro|João|José|Francisco|Jorge|Sebastião|Bento|Luís|Luiz|Bernardo|Caetano|Gonçalo|Vicente|Mateus|Marcos|Miguel|Cristóvão|Carlos|Roque|Tiago))/gu,
      say: () => [words('São')],
    },
    {
      pattern: /(?<![\p{L}\p{N}])sécs?\.(?=[ \u00a0][IVX]+(?![\p{L}\p{N}]))/giu,
      say: ([sign]) => [words(/s\.$/i.test(sign) ? 'séculos' : 'século')],
    },
    // "os anos 90s"
    {
      pattern: /(?<=(?<!\p{L})(?:os|anos)[ \u00a0])['’]?(\d0)['’]?s(?![\p{L}\p{N}])/gu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
  ];
}
