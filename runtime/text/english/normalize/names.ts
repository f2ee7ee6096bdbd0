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

export const nameRules: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NAME})(?![\p{L}\p{N}])`, 'gu'),
    say: ([name]) => [{ text: name, phonemes: NAMES[name] ?? '' }],
  },
];
