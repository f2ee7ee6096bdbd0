import { apiKey } from './api.mjs';
import { byId } from './dom.mjs';

const panel = byId('key-panel');
const opener = byId('key-open', HTMLButtonElement);
const input = byId('key', HTMLInputElement);
let needed = false;

/** Whether the server has asked for a key. */
export function keyNeeded() {
  return needed;
}

/** @param {boolean} open */
function show(open) {
  panel.hidden = !open;
  opener.setAttribute('aria-expanded', String(open));
  byId('key-forget').hidden = apiKey.get() === '';
  opener.hidden = !needed && apiKey.get() === '';
  opener.textContent = apiKey.get() === '' ? 'API key' : 'API key set';
}

/** @param {string} message why the server refused the request */
export function askForKey(message) {
  needed = true;
  byId('key-title').textContent = apiKey.get() === '' ? 'This server asks for an API key' : message;
  show(true);
  input.focus();
}

/** @param {() => void} changed called when there is another key, or none any more */
export function startKey(changed) {
  show(false);
  opener.addEventListener('click', () => {
    show(panel.hidden !== false);
    if (!panel.hidden) input.focus();
  });
  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    apiKey.set(input.value.trim());
    input.value = '';
    show(false);
    opener.focus();
    changed();
  });
  byId('key-forget').addEventListener('click', () => {
    apiKey.set('');
    show(false);
    opener.focus();
    changed();
  });
}
