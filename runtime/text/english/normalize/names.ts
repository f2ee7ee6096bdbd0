import { alternatives } from '../../written/patterns.ts';
import type { Rule } from '../../written/stretch.ts';

/** Names that neither the lexicons nor espeak-ng know, in the model's symbols. */
const NAMES: Readonly<Record<string, string>> = {
  'Xi Jinping': 'ʃˈi ʤˌɪnpˈɪŋ',
  'President Xi': 'pɹˈɛzədᵊnt ʃˈi',
  'Des Moines': 'də mˈYn',
  'La Jolla': 'lə hˈYə',
  Joaquin: 'wɑkˈin',
  Joaquín: 'wɑkˈin',
  Xiaomi: 'ʃˌWmˈi',
  Huawei: 'wˈɑwˌA',
  Qatar: 'kətˈɑɹ',
  Curaçao: 'kjˈʊɹəsˌO',
  Zürich: 'zˈʊɹɪk',
  Zurich: 'zˈʊɹɪk',
  Kyiv: 'kˈiv',
  Beyoncé: 'biˌɑnsˈA',
  Goethe: 'ɡˈɜtə',
  Chopin: 'ʃˈOpæn',
  Xu: 'ʃˈu',
};
const NAME = alternatives(Object.keys(NAMES));

/** "the letter 'n' is", "for 'n' times". */
const NOT_AND = String.raw`(?<!\b(?:the|letter|variable|value|for|if|where|with|let|an?|of|is|by|and|or|are|to|character)\s)`;

export const nameRules: readonly Rule[] = [
  // "fish ’n’ chips"
  {
    needs: /['‘’][nN]['’]/,
    pattern: new RegExp(
      String.raw`(?<=\p{L}\s)${NOT_AND}['‘’][nN]['’](?=\s(?!(?:is|in|of|and|or|to|as|at|times|items)\b)\p{L})`,
      'gu',
    ),
    say: ([text]) => [{ text, phonemes: 'ən' }],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NAME})(?![\p{L}\p{N}])`, 'gu'),
    say: ([name]) => [{ text: name, phonemes: NAMES[name] ?? '' }],
  },
];
