import { byId } from './dom.mjs';

/** @param {HTMLElement} tab */
const panelOf = (tab) => byId(tab.getAttribute('aria-controls') ?? '');

/**
 * Chooses a tab of a list.
 * @param {HTMLElement} tab
 */
export function choose(tab) {
  for (const other of tab.parentElement?.querySelectorAll('[role=tab]') ?? []) {
    const here = other === tab;
    other.setAttribute('aria-selected', String(here));
    /** @type {HTMLElement} */ (other).tabIndex = here ? 0 : -1;
    panelOf(/** @type {HTMLElement} */ (other)).hidden = !here;
  }
  tab.dispatchEvent(new Event('chosen', { bubbles: true }));
}

/** Lists of tabs as the ARIA practices have them: one stop of the Tab key, arrows within. */
export function startTabs() {
  for (const list of document.querySelectorAll('[role=tablist]')) {
    const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=tab]')]);
    for (const [at, tab] of tabs.entries()) {
      tab.tabIndex = tab.getAttribute('aria-selected') === 'true' ? 0 : -1;
      tab.addEventListener('click', () => choose(tab));
      tab.addEventListener('keydown', (event) => {
        const { key } = /** @type {KeyboardEvent} */ (event);
        const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tabs.length - 1 - at }[key];
        const to = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
        if (!to) return;
        event.preventDefault();
        to.focus();
        choose(to);
      });
    }
  }
}
