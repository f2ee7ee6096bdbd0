import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { around } from '../written/patterns.ts';
import { ordinalRules } from '../written/ordinals.ts';
import { romanRules } from '../written/roman-rules.ts';
import { letters, words } from '../written/stretch.ts';
import { titleRules } from '../written/titles.ts';
import { FEMININE_TITLES } from './short.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** Rulers, popes and centuries: ordinals up to ten, then cardinals. */
const regnal = (value: number): string => (value <= 10 ? ordinal(value, 'm') : plain(value));

/** What Portuguese alone has. */
export function portugueseRules(locale: () => Locale): readonly Rule[] {
  return [
    // "3ª feira"
    {
      needs: /[2-6]\.?[ªa][ -]?(?:feira|e |,|a )/u,
      pattern:
        /(?<![\p{L}\p{N}.,])([2-6])\.?[ªa](?:[ \u00a0-]feira(s)?(?!\p{L})|(?=(?:,| e| a| à) [2-6]\.?ª(?: (?:e|a|à) [2-6]\.?ª)?[ -]feira))/gu,
      say: ([written, day = '', many = '']) => {
        const name = ['segunda', 'terça', 'quarta', 'quinta', 'sexta'][Number(day) - 2] ?? '';
        return [words(written.includes('feira') ? (many === '' ? `${name}-feira` : `${name}s-feiras`) : name)];
      },
    },
    ...ordinalRules(
      {
        endings: String.raw`º|ª|°|[oa](?!\p{L})|(?=[oa]s(?!\p{L}))[oa]`,
        plural: 's',
        placed: 'ficou|fiquei|chegou|cheguei|terminou|terminei|acabou|classificou-se',
        isFeminine: (ending) => ending === 'ª' || ending === 'a',
        say: ordinal,
      },
      locale,
    ),
    {
      pattern: /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)([01]?\d|2[0-4])[hH]s?(?![\p{L}\p{N}])/gu,
      say: ([, hour = '']) => [
        words(`${cardinal(hour, { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'hora' : 'horas'}`),
      ],
    },
    ...titleRules(FEMININE_TITLES, '[Aa]|[Uu]ma|[Dd]a|[ÀàÁá]|[Nn]a|[Pp]ela|[Ee]sta|minha|sua|nossa'),
    ...romanRules(
      {
        cardinal: plain,
        ordinal,
        regnal,
        queens: 'Isabel|Maria|Catarina|Elizabeth|Margarida|Leonor|Vitória|Cristina',
        century: String.raw`séculos?|sécs?\.`,
        numbered:
          'capítulo|cap\\.|arts?\\.|inc\\.|parte|tomo|ato|cena|fase|tipo|volume|vol\\.|livro|título|anexo|nível|grupo|seção|artigo|inciso|página|canto|salmo|lei|zona|classe|divisão|categoria|legislatura|módulo',
        events:
          '[Ee]dição|[Aa]niversário|[Cc]ongresso|[Jj]ornada|[Ff]eira|[Ff]estival|[Ss]emana|[Cc]úpula|[Pp]rêmio|[Oo]limpíada|[Cc]oncurso|[Tt]orneio|[Cc]ampeonato|[Cc]opa|[Vv]olta|[Ss]alão|[Ee]ncontro|[Aa]ssembleia|[Mm]ostra|[Tt]roféu|[Cc]orrida|[Mm]aratona|[Ss]impósio|[Ss]eminário',
        articles: 'a|o|as|os|da|do|na|no|pela|à|ao|esta|este|uma|um',
      },
      { counted: (after) => locale().counted(after), monthPattern: '(?!)' },
    ),
    {
      pattern: /(?=1\/)(?<![\p{L}\p{N}.,/])1\/(4|8|16)(?=[ \u00a0]de final)/gu,
      say: ([, part]) => [words(part === '4' ? 'quartas' : part === '8' ? 'oitavas' : 'dezesseis avos')],
    },
    // "São Paulo/SP"
    {
      needs: /\p{Ll}\/[A-Z]{2}/u,
      pattern:
        /(?<=\p{Lu}\p{Ll}+)[ \u00a0]?\/[ \u00a0]?(?=(?:A[CLMP]|BA|CE|DF|ES|GO|M[AGST]|P[ABEIR]|R[JNORS]|S[CEP]|TO)(?![\p{L}\p{N}]))/gu,
      say: () => [words(', ')],
    },
    // "0001234-56.2023.8.26.0100"
    {
      needs: /\d{7}-\d\d\./,
      pattern: /(?<![\p{L}\p{N}.,-])\d{7}-\d{2}\.\d{4}\.\d\.\d{2}\.\d{4}(?![\p{L}\p{N}]|[.,-]\d)/gu,
      say: ([number]) => [words(locale().telephone(number.split(/[-.]/)))],
    },
    // "fls. 12/15"
    {
      needs: /(?:fls|págs|pp)\. \d+\/\d/,
      pattern: /(?<=(?<!\p{L})(?:fls|págs|pp)\. )(\d{1,4})\/(\d{1,4})(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ([, from = '', to = '']) =>
        Number(from) < Number(to) ? [words(`${plain(Number(from))} a ${plain(Number(to))}`)] : undefined,
    },
    // "8 bi de hab."
    {
      needs: /de hab\./,
      pattern: /(?<=(?<!\p{L})de[ \u00a0])hab\.(?![ \u00a0]?\d)/gu,
      say: () => [words('habitantes')],
    },
    // "2 col. (sopa)"
    {
      pattern: /(?=\()(?<=(?:colher(?:es)?|colh?s?\.|xíc\.|xícaras?) )\((sopa|chá|café|sobremesa)\)/gu,
      say: ([, size = '']) => [words(`de ${size}`)],
    },
    { needs: /ss\./, pattern: /(?<=(?<!\p{L})e )ss\./gu, say: () => [words('seguintes')] },
    // "11% a.a."
    {
      pattern: /(?=a\.)(?<=%[ \u00a0]?)a\.[ \u00a0]?([adm])(?:\.(?!\p{L}|\s*$)|(?=\.\s*$))/gu,
      say: ([, part]) => [words(part === 'a' ? 'ao ano' : part === 'm' ? 'ao mês' : 'ao dia')],
    },
    { pattern: /(?=and\.)(?<=\d\.?[ºo°][ \u00a0])and\.(?!\p{L})/gu, say: () => [words('andar')] },
    {
      pattern:
        /(?=n[ \u00a0])(?<=(?<!\p{L})(?:[Vv]cs?|[Ee]u|[Ee]les?|[Ee]las?|q|mas|[Pp]q|[Jj]á|tb|[Ii]sso|[Hh]j|[Ss]e) )n(?=[ \u00a0]\p{Ll})|(?<![\p{L}\p{N}.'’-])[Nn](?= (?:sei|tem|tenho|vou|vai|posso|pode|quero|quer|dá|foi|tô|to|precisa|preciso|consigo|gosto|gostei|acho|faz|vi|deu|era|é)(?!\p{L}))/gu,
      say: () => [words('não')],
    },
    // "J. R. R. Tolkien", "João R. Silva"
    {
      pattern:
        /(?=R\.)(?:(?<=(?<!\p{L})\p{Lu}\.[ \u00a0]?)R\.|(?<=(?<!\p{L})\p{Lu}\p{Ll}+[ \u00a0])R\.(?=[ \u00a0]\p{Lu}\p{Ll})|(?<!\p{L})R\.(?=[ \u00a0]?\p{Lu}\.))/gu,
      say: () => [letters('R')],
    },
    { pattern: /(?=v\.)(?<!\p{L})v\.(?=[ \u00a0]\d{1,4}, n\.)/gu, say: () => [words('volume')] },
    { pattern: /(?=et al)(?<!\p{L})et al\./gu, say: () => [words('et al')] },
    // a score, with one letter between its sides
    {
      pattern:
        /(?<![\p{L}\p{N}.,/])(\d{1,2})(?:[ \u00a0][xX×][ \u00a0]|(?<=(?<!\p{L})(?:por|de|em|placar|fez|fizemos|deu|ganh\p{L}{1,4}|venc\p{L}{1,4}|perd\p{L}{1,4}|empat\p{L}{1,4}) \d{1,2})[xX]|(?<=\p{Lu}\p{Ll}+ \d{1,2})[xX](?=\d{1,2} \p{Lu}\p{Ll}))(\d{1,2})(?![\p{L}\p{N}]|[.,]\d|[ \u00a0]?=|[ \u00a0]?(?:[cm]?m|cm|km|in)(?!\p{L}))/gu,
      say: (match, text) => {
        const [, one = '', other = ''] = match;
        const { before, after } = around(match, text);
        // "Oferta: 2 x 1 em pizzas"
        const isOffer =
          Number(one) - Number(other) === 1 &&
          !/\p{Lu}\p{Ll}+ $|(?:ven[cç]|ganh|perd|empat|placar|jogo|vitória|final|acab|termin)[^.!?]*$/u.test(before) &&
          /^(?: (?:em|no|na|nos|nas|só|hoje|para)(?!\p{L}))/u.test(after);
        return [words(`${plain(Number(one))} ${isOffer ? 'por' : 'a'} ${plain(Number(other))}`)];
      },
    },
    {
      pattern:
        /(?=D\.)(?<![\p{L}\p{N}.])D\.(?=\s(?!Luca |Costa |Silva )(?:\p{Lu}\p{L}*a|Inês|Leonor|Isabel|Beatriz|Ester|Carmen|Raquel|Lourdes|Ruth|Irene|Alice|Dulce|Judite)(?!\p{L}))/gu,
      say: () => [words('dona')],
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.])(?<!\p{Lu}\. ?)(?<!(?:itamina|lano?|ipo|rupo|lass?e|bloque|bloco|letra|nota|categor[íi]a|s[eé]rie|turma|epatitis|epatite|secci[óo]n|seção|zona) )D\.(?=\s\p{Lu})/gu,
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
      pattern: /(?<=(?<!\p{L})(?:[Oo]s|anos)[ \u00a0])['’]?((?:\d\d)?\d0)['’]?s(?![\p{L}\p{N}])/gu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
  ];
}
