import type { Locale } from './locale.ts';
import { around, rangeJoint } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** "5/6 personnes", "10/15 min": a slash before things that are counted is a range; "15/20 points" and "3/4 parts" are none. */
export function slashRangeRule(locale: () => Locale): Rule {
  return {
    needs: /\d\/\d/,
    pattern:
      /(?<![\p{L}\p{N}.,/-])(\d{1,2})\/(\d{1,2})(?:[ \u00a0]?(min|km|kg|cm)(?![\p{L}\p{N}/])|(?=[ \u00a0](?!d[eu]s? |d['’]|points?|part|pt)\p{Ll}{3,}))/gu,
    say(match, text) {
      const [, low = '', high = '', unit = ''] = match;
      const language = locale();
      const { after } = around(match, text);
      const counted = language.counted(after);
      const named = language.units[unit];
      const isMany = counted.noun && language.isPlural?.(counted.word) === true;
      const isNear = Number(low) < Number(high) && Number(high) - Number(low) <= Math.max(1, Number(low));
      if (!isNear || !(named || isMany) || Number(high) < 3) return undefined;
      const said = (digits: string): string => language.cardinal(digits, { ...counted, noun: false, word: '' });
      const most = named ? sayCounted(high, named, language) : said(high);
      return [words(`${said(low)}${rangeJoint(match, text, language, true)}${most}`)];
    },
  };
}
