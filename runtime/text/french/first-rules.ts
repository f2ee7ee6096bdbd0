import { UNCOUNTED } from '../written/counted.ts';
import { letters, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** What must be known before dates and measures. */
export const FRENCH_FIRST: readonly Rule[] = [
  // "vit. C", and no "il vit."
  {
    needs: /[Vv]it\./,
    pattern: /(?<!\p{L})[Vv]it\.(?=[ \u00a0]?[A-K]\d{0,2}(?!\p{L}))/gu,
    say: () => [words('vitamine')],
  },
  // "une bd" is a comic, and "un bd" a boulevard
  {
    needs: /[Bb][Dd]/,
    pattern: /(?<=(?<!\p{L})(?:une|la|ma|sa|cette|des|les|mes|en)[ \u00a0])(?:bd|Bd|BD)s?(?![\p{L}\p{N}])/gu,
    say: () => [letters('B D')],
  },
  // "1 € 20", "3F50", "2kg5"
  {
    needs: /\d ?(?:€|F|kg) ?\d/,
    pattern:
      /(?<![\p{L}\p{N}.,])(\d{1,4}) ?(€|F) ?(\d\d)(?![\p{L}\p{N}]|[.,]\d| ?[€%]| \p{L}{3})|(?<![\p{L}\p{N}.,])(\d{1,3})kg(\d{1,3})(?![\p{L}\p{N}]|[.,]\d)/gu,
    say([, whole, sign, cents = '', kilos = '', grams = '']) {
      const count = Number(whole ?? kilos);
      const name = sign === undefined ? 'kilo' : sign === '€' ? 'euro' : 'franc';
      return [
        words(`${plain(count)} ${name}${count > 1 ? 's' : ''} ${plain(Number(sign === undefined ? grams : cents))}`),
      ];
    },
  },
  // "l'article 49.3", "le 49.3", "le Web 2.0"
  {
    needs: /\d\.\d/,
    pattern:
      /(?<=(?<!\p{L})(?:articles?|art\.)[ \u00a0])(\d{1,3})\.(\d{1,3})(?![\p{L}\p{N}]|[.,]\d)|(?<=(?<!\p{L})le )(49)\.(3)(?!\d)|(?<![\p{L}\p{N}.,])(\d{1,2})\.(0)(?![\p{L}\p{N}%]|[.,]\d| ?(?:%|€|\p{L}{1,3}(?!\p{L})))/gu,
    say: ([, article, part = '', other, three = '', version]) =>
      version === undefined
        ? [words(`${plain(Number(article ?? other))} ${plain(Number(part || three))}`)]
        : [words(`${plain(Number(version))} point zéro`)],
  },
  // "Jean 3:16"
  {
    needs: /\d:\d/,
    pattern:
      /(?<=(?<!\p{L})(?:Psaumes?|Ps|Jean|Jn|Matthieu|Mt|Marc|Mc|Luc|Lc|Genèse|Gn|Exode|Ex|Romains|Rm|Corinthiens|Co|Isaïe|Is|Proverbes|Pr|Apocalypse|Ap|Actes|Ac|Hébreux|Coran|Sourate)\.?[ \u00a0])(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\p{L}\p{N}])/gu,
    say: ([, chapter = '', verse = '', to]) => [
      words(`${plain(Number(chapter))}, ${plain(Number(verse))}${to === undefined ? '' : ` à ${plain(Number(to))}`}`),
    ],
  },
  // "1 jour/2"
  {
    needs: /\p{L}\/\d/u,
    pattern:
      /(?<=(?<![\p{L}\p{N}])(?:1|une?) (?:jour|semaine|mois|an|soir|matin|fois|nuit|week-end|personne|enfant|Français|femme|homme))\/(?=\d{1,3}(?![\p{L}\p{N}/]))/gu,
    say: () => [words('sur')],
  },
  // chats
  {
    needs: /[cg] /,
    pattern: /(?<=^|[.,!?;:] |et )[cg](?= \p{Ll}{2})/gu,
    say: ([letter]) => [words(letter === 'c' ? "c'est" : "j'ai")],
  },
  // the shape of a screen
  {
    needs: /\d:\d/,
    pattern: /(?<![\p{L}\p{N}.,:/])(16|21|4|3|18):(9|3|2|10)(?![\p{L}\p{N}:]|[.,]\d)/gu,
    say: ([, width = '', height = '']) =>
      Number(width) > Number(height)
        ? [
            words(
              `${plain(Number(width))} ${height === '3' ? 'tiers' : height === '2' ? 'demis' : `${ordinal(Number(height), 'm')}s`}`,
            ),
          ]
        : undefined,
  },
  // "500 mg/8 h"
  {
    needs: /\/[ \u00a0]?\d/,
    pattern:
      /(?<=(?:mg|mcg|µg|ml|mL|UI|comp\.?|c[áa]ps?\.?|cpr\.?|cp\.?|gotas)[ \u00a0]?)\/[ \u00a0]?(?=\d{1,2}[ \u00a0]?h(?!\p{L}))/gu,
    say: () => [words(' toutes les ')],
  },
  // "à la 23'", "à la 90e+3"
  {
    needs: /\d(?:['’′]|e?[ \u00a0]?\+)/,
    pattern:
      /(?=\d)(?<=(?<!\p{L})(?:à la|de la|dès la|la) )(\d{1,3})(?:e?[ \u00a0]?\+[ \u00a0]?(\d{1,2})['’′]?|['’′](?:[ \u00a0]?\+[ \u00a0]?(\d{1,2})['’′]?)?)(?![\p{L}\p{N}'’])/giu,
    say: ([, minute = '', late, other]) => {
      const more = late ?? other;
      return [words(`${ordinal(Number(minute), 'f')}${more === undefined ? '' : ` plus ${plain(Number(more))}`}`)];
    },
  },
];
