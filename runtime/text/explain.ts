import type { Phonemize } from './types.ts';
import type { Token } from './types.ts';
import { overheard } from './written/stretch.ts';
import type { Stretch } from './written/stretch.ts';

/** As `phonemize`; tokens also tell what rules took their text for, and the words it became. */
export function explaining(phonemize: Phonemize): Phonemize {
  return (text) => {
    const { result, heard } = overheard(() => phonemize(text));
    // Rules for words of another language are applied to parts of the text, after the rules for the whole.
    const stretches = heard.find((all) => lengthOf(all) === text.length) ?? [];
    return result.map(withReasons(stretches));
  };
}

function lengthOf(items: readonly { text: string }[]): number {
  return items.reduce((sum, { text }) => sum + text.length, 0);
}

/** Tokens and stretches go through the text in step: a token may hold several stretches, or a part of one. */
function withReasons(stretches: readonly Stretch[]): (token: Token) => Token {
  let index = 0;
  let start = 0; // of the stretch
  let at = 0; // of the token
  return (token) => {
    const end = at + token.text.length;
    const kinds: string[] = [];
    const words: string[] = [];
    for (;;) {
      const stretch = stretches[index];
      if (!stretch || start >= end) break;
      const stretchEnd = start + stretch.text.length;
      if (stretchEnd > at && token.text !== '') {
        if (stretch.say) {
          kinds.push(stretch.kind ?? 'other');
          words.push(...stretch.say.map((say) => (say.letters ? [...say.text].join(' ') : say.text)));
        } else {
          words.push(stretch.text.slice(Math.max(0, at - start), end - start));
        }
      }
      if (stretchEnd > end) break;
      index += 1;
      start = stretchEnd;
    }
    at = end + token.whitespace.length;
    if (kinds.length === 0) return token;
    const said = words.map((word) => word.trim()).filter((word) => word !== '');
    return { ...token, kind: [...new Set(kinds)].join(', '), words: said.join(' ').replace(/ (?=[,.;:!?])/g, '') };
  };
}
