import type { SignNames } from '../written/rule-words.ts';

export const SIGN_NAMES: SignNames = {
  sign: 'símbolo',
  letter: 'letra',
  names: `$ dólar; € euro; £ libra; ¥ iene; ← seta para a esquerda; ↑ seta para cima; ↓ seta para baixo; ↔ seta dupla; ⇐ segue de; ⇔ se e somente se; ➔ seta; ➜ seta; ➡ seta para a direita; ∀ para todo; ∂ derivada parcial; ∃ existe; ∄ não existe; ∅ conjunto vazio; ∇ nabla; ∈ pertence a; ∉ não pertence a; ∏ produtório; ∑ somatório; ∓ menos mais; ∝ proporcional a; ∠ ângulo; ∧ e; ∨ ou; ∩ interseção; ∪ união; ∫ integral; ∴ portanto; ∼ semelhante a; ≅ congruente com; ≡ idêntico a; ≪ muito menor que; ≫ muito maior que; ⊂ subconjunto de; ⊃ contém; ⊆ subconjunto ou igual a; ⊕ soma direta; ⊥ perpendicular a; ¬ não; † cruz; ‡ cruz dupla; ¶ parágrafo; ¢ centavos; ¤ moeda; № número; ℃ graus Celsius; ℉ graus Fahrenheit; ℓ litros; ℮ estimado; ℗ copyright; ℠ marca de serviço; ‱ por dez mil; ✓ certo; ✔ certo; ✗ errado; ✘ errado; ✕ vezes; ☐ caixa; ☑ caixa marcada; ☒ caixa marcada; ♂ masculino; ♀ feminino; ♭ bemol; ♯ sustenido; ♪ nota musical; ♫ notas musicais; ☆ estrela; ❤ coração; ♥ coração; ⁄ barra; ∕ barra; ∗ asterisco; ⋅ vezes; ∙ vezes; · ponto; ₣ francos; ₤ libras; ₨ rupias; ₧ pesetas; ⓒ copyright; Å angstrom`,
};
