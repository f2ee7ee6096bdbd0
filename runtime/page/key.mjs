import { KEY, apiKey } from './api.mjs';
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

/** @param {string} title */
function ask(title) {
  byId('key-title').textContent = title;
  show(true);
  input.focus();
}

/** @param {string} message why the server refused the request */
export function askForKey(message) {
  needed = true;
  ask(apiKey.get() === '' ? 'This server asks for an API key' : message);
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
    const key = input.value.trim();
    if (key && !KEY.test(key))
      return ask('A key is one word of ASCII letters, figures and signs. Check what was entered.');
    apiKey.set(key);
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
