// Stress is written before the vowel's syllable onset: ˈ primary, ˌ secondary.

const PRIMARY = 'ˈ';
const SECONDARY = 'ˌ';
const VOWELS = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
const LONG_SYMBOLS = new Set('AIOQWYʤʧ');

/** Whether a symbol of misaki's English alphabet is a vowel. */
export function isVowel(symbol: string): boolean {
  return VOWELS.has(symbol);
}

/** Whether a word bears primary stress. */
export function hasPrimaryStress(phonemes: string): boolean {
  return phonemes.includes(PRIMARY);
}

function hasStress(phonemes: string): boolean {
  return phonemes.includes(PRIMARY) || phonemes.includes(SECONDARY);
}

/**
 * Phonemes with more or less stress, on misaki's scale: -2 none; -1 secondary at most; -0.5 and 0 primary becomes
 * secondary; 0 to 1 a word without any gets secondary; 1 and more secondary becomes primary; 2 any word gets primary.
 */
export function applyStress(phonemes: string, stress: number | undefined): string {
  if (stress === undefined) return phonemes;
  if (stress < -1) return phonemes.replace(/[ˈˌ]/g, '');
  if (stress === -1 || ((stress === 0 || stress === -0.5) && phonemes.includes(PRIMARY))) return weaken(phonemes);
  if (stress >= 0 && stress <= 1 && !hasStress(phonemes)) return addStress(phonemes, SECONDARY);
  if (stress >= 1 && !phonemes.includes(PRIMARY) && phonemes.includes(SECONDARY)) {
    return phonemes.replaceAll(SECONDARY, PRIMARY);
  }
  if (stress > 1 && !hasStress(phonemes)) return addStress(phonemes, PRIMARY);
  return phonemes;
}

/** Every primary stress made secondary, every secondary dropped. */
function weaken(phonemes: string): string {
  return phonemes.replaceAll(SECONDARY, '').replaceAll(PRIMARY, SECONDARY);
}

function addStress(phonemes: string, mark: string): string {
  const vowel = [...phonemes].findIndex(isVowel);
  return vowel < 0 ? phonemes : phonemes.slice(0, vowel) + mark + phonemes.slice(vowel);
}

/** How much a part of a compound weighs when its parts compete for the stress. */
export function stressWeight(phonemes: string): number {
  return [...phonemes].reduce((sum, symbol) => sum + (LONG_SYMBOLS.has(symbol) ? 2 : 1), 0);
}
