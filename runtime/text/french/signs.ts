import type { SignNames } from '../written/rule-words.ts';

export const SIGN_NAMES: SignNames = {
  sign: 'symbole',
  letter: 'lettre',
  names: `← flèche vers la gauche; ↑ flèche vers le haut; ↓ flèche vers le bas; ↔ double flèche; ⇐ découle de; ⇔ équivaut à; ➔ flèche; ➜ flèche; ➡ flèche vers la droite; ∀ pour tout; ∂ dérivée partielle; ∃ il existe; ∄ il n'existe pas; ∅ ensemble vide; ∇ nabla; ∈ appartient à; ∉ n'appartient pas à; ∏ produit; ∑ somme; ∓ moins ou plus; ∝ proportionnel à; ∠ angle; ∧ et; ∨ ou; ∩ inter; ∪ union; ∫ intégrale; ∴ donc; ∼ semblable à; ≅ congru à; ≡ identique à; ≪ très inférieur à; ≫ très supérieur à; ⊂ inclus dans; ⊃ contient; ⊆ inclus ou égal à; ⊕ somme directe; ⊥ perpendiculaire à; ¬ non; † croix; ‡ double croix; ¶ paragraphe; ¢ cents; ¤ monnaie; № numéro; ℃ degrés Celsius; ℉ degrés Fahrenheit; ℓ litres; ℮ estimé; ℗ copyright; ℠ marque de service; ‱ pour dix mille; ✓ coche; ✔ coche; ✗ croix; ✘ croix; ✕ fois; ☐ case; ☑ case cochée; ☒ case cochée; ♂ masculin; ♀ féminin; ♭ bémol; ♯ dièse; ♪ note de musique; ♫ notes de musique; ☆ étoile; ❤ cœur; ♥ cœur; ⁄ barre; ∕ barre; ∗ astérisque; ⋅ fois; ∙ fois; · point; ₣ francs; ₤ livres; ₨ roupies; ₧ pesetas; ⓒ copyright; Å angström`,
};
