import type { Locale } from './locale.ts';
import { digitByDigit } from './numbers.ts';
import { alternatives } from './patterns.ts';
import { shortForms } from './short-forms.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const STATES = shortForms(
  'AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DC D C; DE Delaware; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming',
);
const ROADS = shortForms(
  'St Street; Ave Avenue; Rd Road; Blvd Boulevard; Dr Drive; Ln Lane; Pkwy Parkway; Hwy Highway; Ct Court; Pl Place; Sq Square',
);
const CODES = Object.keys(STATES).filter((code) => /^[A-Z]{2}$/.test(code));
const ROAD = alternatives(Object.keys(ROADS).filter((road) => /^[A-Z]/.test(road)));

/** Addresses of the United States in other languages: "350 5th Ave, New York, NY 10118". */
export function unitedStatesRules(locale: Locale): Rule[] {
  const { unitedStates } = locale;
  if (!unitedStates) return [];
  return [
    // "NY 10118"; "SC 88010-400" is in Brazil
    {
      needs: /[A-Z]{2} \d{5}/,
      pattern: new RegExp(
        String.raw`(?<=\p{L},? )(${CODES.join('|')})[ \u00a0](\d{5})(?:-(\d{4}))?(?![\p{L}\p{N}]|-\d|[.,]\d)`,
        'gu',
      ),
      say: ([, state = '', zip = '', more]) => [
        words(
          [
            unitedStates.states[state] ?? STATES[state] ?? state,
            digitByDigit(zip, locale.digits),
            ...(more === undefined ? [] : [`, ${digitByDigit(more, locale.digits)}`]),
          ].join(' '),
        ),
      ],
    },
    // "5th Ave", "34th St."
    {
      needs: /\d(?:st|nd|rd|th) /,
      pattern:
        /(?<![\p{L}\p{N}.,])(\d{1,3})(?:st|nd|rd|th)[ \u00a0](Ave(?:nue)?|St(?:reet)?)(?!\p{L})(?:\.(?!\s*$))?/gu,
      say: ([, number = '', road = '']) => [words(unitedStates.numbered(Number(number), road.startsWith('A')))],
    },
    // "1600 Amphitheatre Pkwy,"
    {
      needs: /\d \p{Lu}[\p{L}. ]{2,30} (?:St|Ave|Rd|Blvd|Dr|Ln|Pkwy|Hwy|Ct|Pl|Sq)(?:\.?,|\.? #)/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{N})\d{1,5} (?:[NSEW]\.? )?(?:\p{Lu}\p{Ll}+ ){1,2})(${ROAD})(?:\.?(?=,| #)|(?= (?:Apt|Ste|Suite|Unit)(?!\p{L})))`,
        'gu',
      ),
      say: ([, road = '']) => [words(ROADS[road] ?? road)],
    },
  ];
}
