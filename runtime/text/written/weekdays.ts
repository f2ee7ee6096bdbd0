import type { Locale } from './locale.ts';
import { around, rangeJoint } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Short names of weekdays that are words too. */
const ALSO_WORDS = /^(?:mar|mer|jeu|dom|sex|ter|seg|sam|qui)$/iu;

/** "lun. a vie.", "lun-vie", "lun., mié. y vie.". */
export function weekdayRules(locale: Locale): Rule[] {
  const { calendar } = locale;
  if (!calendar) return [];
  const weekdays = Object.keys(calendar.weekdays)
    .flatMap((day) => [day, day.charAt(0).toUpperCase() + day.slice(1), day.toUpperCase()])
    .join('|');
  const initials = [...new Set(weekdays.split('|').map((day) => day.charAt(0)))].join('');
  const joint = String.raw`(?:,[ \u00a0]?|[ \u00a0])(?:(?:y|e|et|o|ou|à|a|au)[ \u00a0])?`;
  const next = new RegExp(String.raw`^${joint}(?:${weekdays})\.`, 'iu');
  const previous = new RegExp(String.raw`(?<!\p{L})(?:${weekdays})\.${joint}$`, 'iu');
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(${weekdays})(\.?)([ \u00a0]\p{L}{1,2}[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?)(${weekdays})(?:\.(?=[ \u00a0]?[\p{Ll}\d:]|[,;)])|(?!\p{L}))`,
        'gu',
      ),
      say: (match, text) => {
        const [, first = '', dot, joint = '', last = ''] = match;
        const isSpan =
          /^[ \u00a0](?:a|al|à|au)[ \u00a0]$/u.test(joint) &&
          /(?<!\p{L})(?:de|desde|dal?|du)[ \u00a0]$/iu.test(around(match, text).before) &&
          first.toLowerCase() !== last.toLowerCase();
        if (dot === '' && /\p{L}/u.test(joint) && !isSpan) return undefined;
        const between = /\p{L}/u.test(joint) ? joint : rangeJoint(match, text, locale, false);
        const [from, to] = [first, last].map((day) => calendar.weekdays[day.toLowerCase()] ?? '');
        return [words(`${from ?? ''}${between}${to ?? ''}`)];
      },
    },
    // "el sáb a las 8", "los dom."
    ...(calendar.weekdayAfter === undefined
      ? []
      : [
          {
            pattern: new RegExp(
              String.raw`(?<=(?<!\p{L})(${calendar.weekdayAfter})[ \u00a0])(${weekdays})(\.(?!\s*$))?(?![\p{L}\p{N}'’-])`,
              'gu',
            ),
            say: (match: RegExpExecArray, text: string) => {
              const [, article = '', day = '', dot] = match;
              const isTold =
                !ALSO_WORDS.test(day) ||
                (dot !== undefined && /^[ \u00a0]\p{Ll}/u.test(around(match, text).after)) ||
                /^[ \u00a0](?:a las?|[aà]s|\d)[ \u00a0\d]/u.test(around(match, text).after);
              const name = calendar.weekdays[day.toLowerCase()] ?? '';
              return isTold ? [words(/s$/u.test(article) && !name.endsWith('s') ? `${name}s` : name)] : undefined;
            },
          },
        ]),
    {
      pattern: new RegExp(String.raw`(?=[${initials}])(?<![\p{L}\p{N}])(${weekdays})\.`, 'gu'),
      say: (match, text) => {
        const [, day = ''] = match;
        const { before, after } = around(match, text);
        const isListed = next.test(after) || previous.test(before);
        const goesOn = /^(?:,|[ \u00a0]\p{Ll})/u.test(after) && !ALSO_WORDS.test(day);
        const isTimed =
          /^[ \u00a0]?:[ \u00a0]|^[ \u00a0](?:(?:ore|alle|às|à|a las) |\d{1,2}(?:[ \u00a0]?[h:]|[.]\d\d|-\d))/u.test(
            after,
          );
        const isNamed = /(?<!\p{L})(?:il|al|dal|le|du|au|el)[ \u00a0]$/iu.test(before) && !ALSO_WORDS.test(day);
        if (
          !isListed &&
          !goesOn &&
          !isNamed &&
          !isTimed &&
          !/(?<!\p{L})(?:exceto|excepto|salvo|eccetto|tranne|sauf)[ \u00a0]$/iu.test(before)
        )
          return undefined;
        return [
          words(
            `${calendar.weekdays[day.toLowerCase()] ?? ''}${/^[\s"'”’»)\]]*(?:$|\s\p{Lu})/u.test(after) ? '.' : ''}`,
          ),
        ];
      },
    },
    // "sam 10h-18h", "lun 9:30"
    {
      needs: /\p{Ll}[ \u00a0]?(?:\d|:|\|)/u,
      pattern: new RegExp(
        String.raw`(?=[${initials}${initials.toUpperCase()}])(?<![\p{L}\p{N}-])(?:${weekdays})(?=[ \u00a0](?:[01]?\d|2[0-4])(?:[ \u00a0]?h(?!\p{L})|[:.][0-5]\d(?![\p{N}%]|[.,]\d)|-\d)|(?:[ \u00a0]et?[ \u00a0](?:${weekdays}))?[ \u00a0]?:[ \u00a0]?\d|(?<=^[ ]*\|[^\n]{0,80}|^)[ \u00a0]*\|)`,
        'gu',
      ),
      say(match, text) {
        const [day] = match;
        const isWord =
          day !== 'sam' &&
          ALSO_WORDS.test(day) &&
          /(?<!(?<!\p{L})(?:e|et|y|o|ou))(?<=\p{L})[ \u00a0]$/u.test(around(match, text).before);
        return isWord || /^(?:ter|qui)$/iu.test(day) ? undefined : [words(calendar.weekdays[day.toLowerCase()] ?? '')];
      },
    },
  ];
}
