import type { Locale } from '../written/locale.ts';
import { around } from '../written/patterns.ts';
import { ordinalRules } from '../written/ordinals.ts';
import { romanRules } from '../written/roman-rules.ts';
import { words } from '../written/stretch.ts';
import { titleRules } from '../written/titles.ts';
import { FEMININE_TITLES } from './short.ts';
import type { Rule } from '../written/stretch.ts';
import { UNCOUNTED } from '../written/counted.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** Rulers, popes and centuries: ordinals up to ten, then cardinals. */
const regnal = (value: number): string => (value <= 10 ? ordinal(value, 'm') : plain(value));

/** Parts of buildings that have a letter. */
const LETTERED: Readonly<Record<string, string>> = {
  esc: 'escalera',
  pta: 'puerta',
  blq: 'bloque',
  bl: 'bloque',
  edif: 'edificio',
  port: 'portal',
};

const DAYS = [
  [/^l/i, 'lunes'],
  [/^(?:M|ma)$/i, 'martes'],
  [/^(?:X|mi)$/i, 'miércoles'],
  [/^j/i, 'jueves'],
  [/^v/i, 'viernes'],
  [/^s/i, 'sábado'],
  [/^d/i, 'domingo'],
] as const;

/** What Spanish alone has. */
export function spanishRules(locale: () => Locale): readonly Rule[] {
  return [
    ...ordinalRules(
      {
        endings: String.raw`º|ª|°|er|ra|ro|ma|to|ta|do|da|mo|vo|va|no|na|o|a`,
        plural: 's',
        placed: 'piso|planta|quedó|quedar|quedaron|llegó|llegué|terminó|terminé|acabó|finalizó|clasificó',
        isFeminine: (ending) => ending === 'ª' || ending.endsWith('a'),
        say(value, gender, ending, after) {
          const noun = locale().counted(after);
          const said = ordinal(value, gender);
          return ending === 'er' || (gender === 'm' && noun.noun && !/^e/u.test(noun.word))
            ? said.replace(/(primer|tercer)o$/, '$1')
            : said;
        },
      },
      locale,
    ),
    ...titleRules(FEMININE_TITLES, '[Ll]a|[Uu]na|[Ee]sta|[Ll]as|nuestra|mi|su'),
    ...romanRules(
      {
        cardinal: plain,
        ordinal,
        beforeNoun: (said) => said.replace(/(primer|tercer)o$/, '$1'),
        regnal,
        queens: 'Isabel|Juana|María|Catalina|Cristina|Ana|Margarita|Leonor|Berenguela|Urraca|Victoria',
        century: String.raw`siglos?|ss?\.`,
        numbered:
          'capítulo|cap\\.|arts?\\.|parte|tomo|acto|escena|fase|tipo|volumen|vol\\.|libro|título|anexo|nivel|grupo|sección|artículo|apartado|año|página|canto|salmo|ley|zona|clase|división|categoría|legislatura',
        events:
          '[Ee]dici[óo]n|[Aa]niversario|[Cc]ongreso|[Jj]ornada|[Ff]eria|[Ff]estival|[Ss]emana|[Cc]umbre|[Pp]remio|[Oo]limpiada|[Cc]ertamen|[Cc]oncurso|[Tt]orneo|[Cc]ampeonato|[Cc]opa|[Vv]uelta|[Ss]alón|[Ee]ncuentro|[Aa]samblea|[Mm]uestra|[Tt]rofeo|[Cc]arrera|[Mm]aratón',
        articles: 'la|el|las|los|del|al|de la|esta|este|en la|una|un',
      },
      { counted: (after) => locale().counted(after), monthPattern: '(?!)' },
    ),
    { pattern: /(?=x)(?<=\d)x(?=[²³⁰¹⁴-⁹]|[ \u00a0]?[+=−-][ \u00a0]?)/gu, say: () => [words('equis')] },
    { pattern: /(?<![\p{L}\p{N}'’]|\p{N}\s)[xX](?![\p{L}\d'’.]|\s?\d)/gu, say: () => [words('equis')] },
    // "los 90s"
    {
      pattern: /(?<=(?<!\p{L})(?:[Ll]os|años)[ \u00a0])['’]?((?:\d\d)?\d0)['’]?s(?![\p{L}\p{N}])/gu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.])(?<!\p{Lu}\. ?)(?<!(?:itamina|lano?|ipo|rupo|lass?e|bloque|bloco|letra|nota|categor[íi]a|s[eé]rie|turma|epatitis|epatite|secci[óo]n|seção|zona) )D\.(?=\s\p{Lu})/gu,
      say: () => [words('don')],
    },
    // "L-V", "L a V", "lu a vi"
    {
      needs: /(?<!\p{L})(?:[LMXJVSD]|[lms][uiá]|[jvd]\p{Ll})\.?(?: ?[-–/] ?| [ay] )\p{L}{1,2}(?!\p{L})/iu,
      pattern:
        /(?<![\p{L}\p{N}.-])([LMXJVSD]|[Ll]u|[Mm][aiá]|[Jj]u|[Vv]i|[Ss][aá]|[Dd]o)\.?( ?[-–] ?| [ay] )([LMXJVSD]|[Jj]u|[Vv]i|[Ss][aá]|[Dd]o)(?![\p{L}\p{N}'’-])/gu,
      say: ([, first = '', joint = '', last = '']) => {
        const [from, to] = [first, last].map((day) => DAYS.find(([short]) => short.test(day)));
        if (!from || !to || first.length !== last.length || DAYS.indexOf(from) >= DAYS.indexOf(to)) return undefined;
        return [words(`${from[1]} ${joint.includes('y') ? 'y' : 'a'} ${to[1]}`)];
      },
    },
    // "S. Juan"
    {
      needs: /S\. \p{Lu}/u,
      pattern:
        /(?<![\p{L}\p{N}.])(?<!\p{Lu}\. )S\.(?= (?:Juan|Pedro|Pablo|José|Miguel|Antonio|Francisco|Fernando|Sebastián|Isidro|Martín|Lorenzo|Andrés|Agustín|Ignacio|Marcos|Mateo|Lucas|Vicente|Luis|Jorge|Blas|Roque|Esteban|Nicolás|Cristóbal|Bernardo|Javier|Felipe|Ramón|Jerónimo|Bartolomé|Benito|Carlos|Diego|Salvador|Rafael|Gabriel)(?!\p{L}))/gu,
      say: () => [words('san')],
    },
    { needs: /ss\./, pattern: /(?<=(?<!\p{L})y )ss\./gu, say: () => [words('siguientes')] },
    // "qué haces, q no vienes"
    {
      needs: /(?<!\p{L})[qQ] \p{Ll}/u,
      pattern: /(?<![\p{L}\p{N}./'’=-])[qQ](?= \p{Ll}{2})/gu,
      say: () => [words('que')],
    },
    // "esc. A", "pta. B"
    {
      needs: /(?:esc|pta|blq|bl|edif|port)\. /u,
      pattern: /(?<![\p{L}\p{N}])(esc|pta|blq|bl|edif|port)\.(?= (?:[A-Z](?!\p{L})|[Ii]zq|[Dd]er|[Dd]cha|[Dd]ch))/gu,
      say: ([, short = '']) => [words(LETTERED[short] ?? '')],
    },
    // "piso de 3 hab."
    {
      pattern: /(?<=(?<![\d.,]|\d[ \u00a0])[2-9][ \u00a0])hab\.(?![ \u00a0]?\/)/gu,
      say: () => [words('habitaciones')],
    },
    // "8.000 M de hab."
    {
      needs: /de hab\./,
      pattern: /(?<=(?<!\p{L})de[ \u00a0])hab\.(?![ \u00a0]?\d)/gu,
      say: () => [words('habitantes')],
    },
    // "los 1/4 de final"
    {
      pattern: /(?=1\/)(?<![\p{L}\p{N}.,/])1\/(4|8|16)(?=[ \u00a0]de final)/gu,
      say: (match, text) => {
        const [, part] = match;
        const many = part === '4' ? 'cuartos' : part === '8' ? 'octavos' : 'dieciseisavos';
        return [words(/(?<!\p{L})(?:un|el|cada) $/iu.test(around(match, text).before) ? many.slice(0, -1) : many)];
      },
    },
    // "1 comprimido c/8 h"
    {
      pattern:
        /(?=c\/)(?<![\p{L}\p{N}])c\/[ \u00a0]?(?=(?:mes|día|año|semana|un[oa]|vez|hora)(?!\p{L})|\d{1,3}[ \u00a0]?(?:h|hs|hrs|horas?|d|días?|min|minutos|sem|semanas?|mes|meses)(?!\p{L}))/gu,
      say: () => [words('cada ')],
    },
    // "café c/ leche", "s/ azúcar", "p/ llevar"
    {
      needs: /(?<!\p{L})[csp]\/ ?\p{Ll}/u,
      pattern: /(?<![\p{L}\p{N}/.])[csp]\/[ \u00a0]?(?=\p{Ll}{2})/gu,
      say: ([sign]) => [words(sign.startsWith('c') ? 'con ' : sign.startsWith('s') ? 'sin ' : 'para ')],
    },
    {
      pattern: /(?<![\p{L}\p{N}])[sS]s?\.(?=[ \u00a0][IVX]+(?![\p{L}\p{N}]))/gu,
      say: ([sign]) => [words(/^s\.$/i.test(sign) ? 'siglo' : 'siglos')],
    },
  ];
}
