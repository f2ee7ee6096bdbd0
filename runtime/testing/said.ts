import { englishRules } from '../text/english/normalize/rules.ts';
import { speakWritten } from '../text/written/speak.ts';
import { applyRules } from '../text/written/stretch.ts';
import type { Rule } from '../text/written/stretch.ts';

const rules = { american: englishRules(false), british: englishRules(true) };

/** What the rules of English say for a text, letters one by one. */
export function spoken(text: string, british: boolean): string {
  return applyRules(text, british ? rules.british : rules.american)
    .map(({ text: plain, say }) =>
      say ? ` ${say.map((one) => (one.letters ? [...one.text].join(' ') : one.text)).join(' ')} ` : plain,
    )
    .join('')
    .replace(/ +/g, ' ')
    .replace(/ (?=[,.:])/g, '')
    .trim();
}

/** A written text in words, as a voice of espeak-ng gets it. */
export function inWords(plain: string, rules: readonly Rule[]): string {
  let words = '';
  speakWritten(plain, plain, rules, (said) => {
    words = said;
    return [];
  });
  return words;
}
