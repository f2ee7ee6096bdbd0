import type { SignNames } from '../written/rule-words.ts';

export const SIGN_NAMES: SignNames = {
  sign: 'simbolo',
  letter: 'lettera',
  names: `← freccia a sinistra; ↑ freccia in su; ↓ freccia in giù; ↔ freccia doppia; ⇐ segue da; ⇔ se e solo se; ➔ freccia; ➜ freccia; ➡ freccia a destra; ∀ per ogni; ∂ derivata parziale; ∃ esiste; ∄ non esiste; ∅ insieme vuoto; ∇ nabla; ∈ appartiene a; ∉ non appartiene a; ∏ produttoria; ∑ sommatoria; ∓ meno più; ∝ proporzionale a; ∠ angolo; ∧ e; ∨ o; ∩ intersezione; ∪ unione; ∫ integrale; ∴ quindi; ∼ simile a; ≅ congruente a; ≡ identico a; ≪ molto minore di; ≫ molto maggiore di; ⊂ sottoinsieme di; ⊃ contiene; ⊆ sottoinsieme o uguale a; ⊕ somma diretta; ⊥ perpendicolare a; ¬ non; † croce; ‡ doppia croce; ¶ paragrafo; ¢ centesimi; ¤ valuta; № numero; ℃ gradi Celsius; ℉ gradi Fahrenheit; ℓ litri; ℮ stimato; ℗ copyright; ℠ marchio di servizio; ‱ per diecimila; ✓ corretto; ✔ corretto; ✗ sbagliato; ✘ sbagliato; ✕ per; ☐ casella; ☑ casella spuntata; ☒ casella spuntata; ♂ maschile; ♀ femminile; ♭ bemolle; ♯ diesis; ♪ nota musicale; ♫ note musicali; ☆ stella; ❤ cuore; ♥ cuore; ⁄ barra; ∕ barra; ∗ asterisco; ⋅ per; ∙ per; · punto; ₣ franchi; ₤ lire; ₨ rupie; ₧ pesetas; ⓒ copyright; Å angstrom`,
};
