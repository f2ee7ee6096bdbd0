import { applyRules } from '../../written/stretch.ts';
import { englishRules } from './rules.ts';

const rules = { american: englishRules(false), british: englishRules(true) };

/** What the rules say for a text, letters one by one. */
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
