import { byId, chosen, make } from './dom.mjs';
import { guessLanguage } from './language.mjs';
import { hearButton } from './samples.mjs';
import { filtered, firstVoice, grouped, languageName } from './voice-groups.mjs';

/** @typedef {import('./voice-groups.mjs').Voice} Voice */

const list = byId('voice-list');
const language = byId('voice-language', HTMLSelectElement);
const search = byId('voice-search', HTMLInputElement);
const blend = byId('blend', HTMLSelectElement);
const hint = byId('language-hint');

/** @type {ReturnType<typeof grouped>} */
let groups = [];
/** @type {Voice | undefined} */
let picked;

/** The voice that is chosen; undefined until the voices are known. */
export function pickedVoice() {
  return picked;
}

/** @param {string} id of a voice of the list; others are left out */
export function pick(id) {
  const voice = groups.flatMap(({ voices }) => voices).find((one) => one.id === id);
  if (!voice) return;
  picked = voice;
  draw();
  document.dispatchEvent(new Event('choice'));
}

/** Who speaks, in words: the voice, and the one that it is blended with. */
export function pickedName() {
  if (!picked) return '';
  const second = groups.flatMap(({ voices }) => voices).find(({ id }) => id === blend.value);
  return second && second !== picked
    ? `${picked.name} and ${second.name}`
    : `${picked.name}, ${languageName(picked.language)}`;
}

/** @param {readonly Voice[]} voices as GET /voices lists them */
export function showVoices(voices) {
  groups = grouped(voices);
  language.replaceChildren(
    make('option', { value: '' }, 'All'),
    ...groups.map((group) => make('option', { value: group.language }, group.name)),
  );
  language.disabled = groups.length < 2;
  blend.replaceChildren(
    make('option', { value: '' }, 'None'),
    ...groups.map(({ name, voices: members }) =>
      make('optgroup', { label: name }, ...members.map((voice) => make('option', { value: voice.id }, voice.name))),
    ),
  );
  const count = groups.reduce((sum, group) => sum + group.voices.length, 0);
  byId('voices-count').textContent = `${count} ${count === 1 ? 'voice' : 'voices'}`;
  list.setAttribute('aria-busy', 'false');
  const first = firstVoice(groups);
  if (first) pick(picked?.id ?? first.id);
  else list.replaceChildren(make('p', { className: 'empty' }, 'This server has no voice.'));
}

function draw() {
  const shown = filtered(groups, { language: language.value, search: search.value });
  const top = list.scrollTop;
  list.replaceChildren(
    ...shown.map(({ name, voices }) => make('fieldset', {}, make('legend', {}, name), ...voices.map(row))),
  );
  if (shown.length === 0) list.append(make('p', { className: 'empty' }, 'No voice is called so.'));
  list.scrollTop = top;
}

/** @param {Voice} voice */
function row(voice) {
  const checked = voice.id === picked?.id;
  const radio = make('input', { type: 'radio', name: 'voice', value: voice.id, checked });
  const about = [voice.gender, voice.grade && `grade ${voice.grade}`].filter(Boolean).join(', ');
  const label = make('label', {}, radio, voice.name, make('span', { className: 'meta' }, about));
  const hear = hearButton(voice);
  // The list is one stop of the Tab key, and the sample of the chosen voice the next one.
  hear.tabIndex = checked ? 0 : -1;
  return make('div', { className: 'voice' }, label, hear);
}

list.addEventListener('change', () => {
  pick(chosen('voice'));
  const radio = list.querySelector('input:checked');
  if (radio instanceof HTMLElement) radio.focus();
});
language.addEventListener('change', draw);
search.addEventListener('input', draw);

/**
 * Says when a text is in another language than the chosen voice speaks, and offers the best voice of it.
 * @param {string} text
 */
export function checkLanguage(text) {
  const guess = guessLanguage(text);
  const differs = picked && guess && !picked.language.startsWith(guess);
  hint.hidden = !differs;
  if (!differs || !picked) return;
  const voice = groups.find((group) => group.language.startsWith(guess))?.voices[0];
  const said = `This looks like ${languageName(guess)}, and ${picked.name} speaks ${languageName(picked.language)}.`;
  if (!voice) return hint.replaceChildren(`${said} The server has no voice for it.`);
  const use = make('button', { type: 'button', className: 'small', textContent: `Use ${voice.name}` });
  use.addEventListener('click', () => {
    pick(voice.id);
    hint.hidden = true;
    if (use.matches(':focus')) byId('text').focus();
  });
  hint.replaceChildren(said, use);
}
