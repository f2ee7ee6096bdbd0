import { applyRules } from '../written/stretch.ts';
import { chineseRules } from './rules.ts';

/** What is said for a sentence: for each UTF-16 unit of the text, the range of the sentence behind it. */
export interface Spoken {
  text: string;
  starts: number[];
  ends: number[];
}

/** A sentence with its numbers and signs in words; Latin words and marks stay as they are. */
export function spokenText(sentence: string): Spoken {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const stretch of applyRules(sentence.replace(/[！-～]/g, halfWidth), chineseRules)) {
    const start = at;
    at += stretch.text.length;
    const said = stretch.say?.map((say) => say.text).join('') ?? stretch.text;
    text += said;
    for (let index = 0; index < said.length; index += 1) {
      starts.push(stretch.say ? start : start + index);
      ends.push(stretch.say ? at : start + index + 1);
    }
  }
  return { text, starts, ends };
}

/** Letters and digits as wide as Chinese characters are ordinary ones; wide marks stay, for they are Chinese punctuation. */
function halfWidth(character: string): string {
  const narrow = character.normalize('NFKC');
  return /[\p{L}\p{N}%&+#@$]/u.test(narrow) ? narrow : character;
}
