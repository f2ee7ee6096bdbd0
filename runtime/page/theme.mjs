import { byId } from './dom.mjs';
import { kept } from './storage.mjs';

const theme = kept('localStorage', 'theme');

/** Colours as the system has them, or as they were chosen here; the choice is kept in this browser. */
export function startTheme() {
  const box = byId('theme');
  const chosen = theme.get();
  apply(chosen);
  const radio = box.querySelector(`input[value="${chosen === 'light' || chosen === 'dark' ? chosen : ''}"]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
  box.addEventListener('change', ({ target }) => {
    const { value } = /** @type {HTMLInputElement} */ (target);
    theme.set(value);
    apply(value);
  });
}

/** @param {string} name light, dark, or '' */
function apply(name) {
  document.documentElement.dataset['theme'] = name;
  document.dispatchEvent(new Event('themechange'));
}
