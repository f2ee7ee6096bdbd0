import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const ZONES = 'GMT|UTC|CES?T|WES?T|EES?T|BST|E[SD]T|P[SD]T|C[SD]T|M[SD]T|BRT|ART|JST|IST|AEST';

/** Words of their own in small letters: "10h est trop tôt". */
const WORDS = new Set(['est', 'art', 'ist']);

/** Zones after a time, in either letter case, with what is added: "20:00 gmt-3", "5:02 p.m. PST", "9h UTC+1". */
export function zoneRules(locale: Locale): Rule[] {
  return [
    {
      needs: /\d[^\n]{0,10}[ \u00a0.](?:[A-Z]{2,3}[TC]|[a-z]{2,3}[tc])(?![\p{L}])/u,
      pattern: new RegExp(
        String.raw`(?<=\d:[0-5]\d(?:[ \u00a0]?[hH])?[ \u00a0]?|\d[ \u00a0]?[hH](?:[0-5]\d)?[ \u00a0]|\d[ \u00a0]?[aApP]\.?[ \u00a0]?[mM]\.?[ \u00a0]?)(${ZONES})(?:[ \u00a0]?([+−-])[ \u00a0]?(\d{1,2})(?::([0-5]\d))?)?(?![\p{L}\p{N}])`,
        'giu',
      ),
      say: ([, zone = '', sign, hours = '', minutes]) => {
        if (WORDS.has(zone)) return undefined;
        const name = [...zone.toUpperCase()].join(' ');
        if (sign === undefined) return [words(name)];
        const direction = sign === '+' ? (locale.signs['+'] ?? '') : locale.words.minus;
        const rest = minutes === undefined ? '' : ` ${locale.cardinal(minutes, UNCOUNTED)}`;
        return [words(`${name} ${direction} ${locale.cardinal(hours, UNCOUNTED)}${rest}`)];
      },
    },
  ];
}
