import { byId } from './dom.mjs';

/** Colours as the system has them, or as they were chosen here; the choice is kept in this browser. */
export function startTheme() {
  const box = byId('theme');
  const kept = localStorage.getItem('theme') ?? '';
  apply(kept);
  const radio = box.querySelector(`input[value="${kept === 'light' || kept === 'dark' ? kept : ''}"]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
  box.addEventListener('change', ({ target }) => {
    const { value } = /** @type {HTMLInputElement} */ (target);
    localStorage.setItem('theme', value);
    apply(value);
  });
}

/** @param {string} theme light, dark, or '' */
function apply(theme) {
  document.documentElement.dataset['theme'] = theme;
  document.dispatchEvent(new Event('themechange'));
}
