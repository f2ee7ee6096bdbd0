import { call } from './api.mjs';
import { button, byId, copy, make } from './dom.mjs';
import { entryOf, lexiconManifest } from './pronunciations.mjs';
import { pickedVoice } from './voice-picker.mjs';
import { languageName } from './voice-groups.mjs';

/** Most words of one's own: the text of a request grows by each. */
const MOST = 50;

const word = byId('word', HTMLInputElement);
const sounds = byId('sounds', HTMLInputElement);
const copyButton = byId('words-copy', HTMLButtonElement);

/** @type {import('./pronunciations.mjs').Pronunciation[]} */
let entries = [];

/** The words that were added on the page. */
export function ownWords() {
  return entries;
}

function show() {
  byId('words').replaceChildren(
    ...entries.map((entry) => {
      const said = entry.ipa === undefined ? (entry.say ?? '') : `/${entry.ipa}/`;
      const remove = button(
        'Remove',
        () => (set(entries.filter((other) => other !== entry)), word.focus()),
        `Remove ${entry.word}`,
      );
      return make('li', {}, make('b', {}, entry.word), make('span', { className: 'meta' }, said), remove);
    }),
  );
  copyButton.hidden = entries.length === 0;
}

/** @param {typeof entries} changed */
function set(changed) {
  entries = changed;
  show();
  document.dispatchEvent(new Event('choice'));
}

byId('word-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const entry = entryOf(word.value, sounds.value);
  if (!entry) return (word.value.trim() ? sounds : word).focus();
  const others = entries.filter((other) => other.word.toLowerCase() !== entry.word.toLowerCase());
  set([...others, entry].slice(-MOST));
  word.value = sounds.value = '';
  word.focus();
});
copyButton.addEventListener('click', () => {
  void copy(copyButton, lexiconManifest(entries, pickedVoice()?.language ?? 'en'));
});

/** Lists the lexicons of the server. Those for every request are shown as such. */
export async function showLexicons() {
  const { lexicons } = await (await call('v1/audio/lexicons')).json();
  const box = byId('lexicons');
  box.hidden = lexicons.length === 0;
  box.replaceChildren(
    make('legend', {}, 'Lexicons of the server'),
    ...lexicons.map((/** @type {{ name: string, language: string, entries: number, default: boolean }} */ lexicon) => {
      const { name, language, entries: count, default: always } = lexicon;
      const about = `${languageName(language)}, ${count} ${count === 1 ? 'word' : 'words'}${always ? ', for every request' : ''}`;
      const input = make('input', { type: 'checkbox', value: name, checked: always, disabled: always });
      return make('label', {}, input, name, make('span', { className: 'meta' }, about));
    }),
  );
}
