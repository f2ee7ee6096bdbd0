import { alternatives } from './patterns.ts';
import { shortForms } from './short-forms.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Titles that are written alike for men and women, after an article for a woman: "la Ing. Ruiz". */
export function titleRules(feminine: string, articles: string): Rule[] {
  const titles = shortForms(feminine);
  return [
    {
      needs: /\p{L}\.[ \u00a0]\p{Lu}/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${articles})[ \u00a0])(?:${alternatives(Object.keys(titles))})(?=[ \u00a0]\p{Lu})`,
        'gu',
      ),
      say: ([title]) => [words(titles[title] ?? '')],
    },
  ];
}
