import type { SignNames } from '../written/rule-words.ts';

export const SIGN_NAMES: SignNames = {
  sign: 'símbolo',
  letter: 'letra',
  names: `$ dólar; € euro; £ libra; ¥ yen; ← flecha a la izquierda; ↑ flecha arriba; ↓ flecha abajo; ↔ flecha doble; ⇐ se deduce de; ⇔ si y solo si; ➔ flecha; ➜ flecha; ➡ flecha a la derecha; ∀ para todo; ∂ derivada parcial; ∃ existe; ∄ no existe; ∅ conjunto vacío; ∇ nabla; ∈ pertenece a; ∉ no pertenece a; ∏ productorio; ∑ sumatorio; ∓ menos más; ∝ proporcional a; ∠ ángulo; ∧ y; ∨ o; ∩ intersección; ∪ unión; ∫ integral; ∴ por tanto; ∼ similar a; ≅ congruente con; ≡ idéntico a; ≪ mucho menor que; ≫ mucho mayor que; ⊂ subconjunto de; ⊃ contiene a; ⊆ subconjunto o igual a; ⊕ suma directa; ⊥ perpendicular a; ¬ no; † cruz; ‡ doble cruz; ¶ párrafo; ¢ centavos; ¤ moneda; № número; ℃ grados Celsius; ℉ grados Fahrenheit; ℓ litros; ℮ estimado; ℗ copyright; ℠ marca de servicio; ‱ por diez mil; ✓ correcto; ✔ correcto; ✗ incorrecto; ✘ incorrecto; ✕ por; ☐ casilla; ☑ casilla marcada; ☒ casilla marcada; ♂ masculino; ♀ femenino; ♭ bemol; ♯ sostenido; ♪ nota musical; ♫ notas musicales; ☆ estrella; ❤ corazón; ♥ corazón; ⁄ barra; ∕ barra; ∗ asterisco; ⋅ por; ∙ por; · punto; ₣ francos; ₤ libras; ₨ rupias; ₧ pesetas; ⓒ copyright; Å angstrom`,
};
