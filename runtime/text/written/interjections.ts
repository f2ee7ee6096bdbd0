import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Sounds without a vowel, by what is said for them; a voice would spell them: "hmm", "shhh", "psst". */
export interface Interjections {
  hm: string;
  sh: string;
  pst: string;
  br: string;
}

export function interjectionRules({ hm, sh, pst, br }: Interjections): Rule[] {
  const rule = (source: string, said: string): Rule => ({
    needs: /hm|mm|sh|ps[st]|ch[st]|[bg]rr/i,
    pattern: new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}.@/_-])(?:${source})(?![\p{L}\p{M}\p{N}@/_-]|\.\p{L})`, 'giu'),
    say: (match, text) =>
      /\d[ \u00a0]$/.test(text.slice(Math.max(0, match.index - 2), match.index)) ? undefined : [words(said)],
  });
  return [rule('hm+|mhm+|m{3,}', hm), rule('s{1,3}h{2,}|ch{2,}', sh), rule('ps+t+|chs+t+', pst), rule('[bg]r{2,}', br)];
}
