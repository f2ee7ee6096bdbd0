import { ApiFailure, call } from './api.mjs';
import { box, choices, mode, showChoices } from './choices.mjs';
import { showCode } from './code.mjs';
import { byId } from './dom.mjs';
import { explain } from './explain.mjs';
import { startHistory } from './history.mjs';
import { askForKey, startKey } from './key.mjs';
import { startLive, stopLive } from './live.mjs';
import { showLexicons } from './own-words.mjs';
import { watchServer } from './server-state.mjs';
import { speak, stopSpeaking } from './speaking.mjs';
import { fail, hideFailure } from './stage.mjs';
import { choose, startTabs } from './tabs.mjs';
import { startTheme } from './theme.mjs';
import { checkLanguage, pick, pickedVoice, showVoices } from './voice-picker.mjs';

byId('text', HTMLTextAreaElement).value =
  'Good morning! It is 9:41 on 3 May, and 20 °C outside. The next train leaves in 12 min.';
byId('ssml', HTMLTextAreaElement).value = `<speak>
  The <sub alias="World Wide Web">WWW</sub> began on
  <say-as interpret-as="date" format="mdy">8/6/1991</say-as>.
  <break time="600ms"/>
  <prosody rate="slow">Remember that.</prosody>
</speak>`;

function refresh() {
  showChoices();
  showCode();
}

/** Gets what the server has; it is asked again when it is ready or a key is given. */
async function load() {
  try {
    const { voices } = await (await call('voices')).json();
    showVoices(voices);
    hideFailure();
    refresh();
    // They may need a key where voices need none; it is asked for when something is to be spoken.
    await showLexicons().catch(() => undefined);
  } catch (error) {
    const { code = '', message = '' } = error instanceof ApiFailure ? error : {};
    if (code === 'invalid_api_key') askForKey(message);
    // A server that starts says so at the top of the page.
    else if (code !== 'not_ready' && code !== 'unreachable') fail(error, { again: () => void load() });
  }
}

function stop() {
  stopSpeaking();
  stopLive();
}

let waiting = 0;
startTheme();
startTabs();
startKey(() => void load());
startLive();
startHistory(({ choices: former, written }) => {
  choose(byId(`tab-${former.mode}`));
  box().value = written;
  pick(former.voice);
  for (const name of /** @type {const} */ (['blend', 'share', 'speed', 'format', 'loudness'])) {
    const control = /** @type {HTMLInputElement} */ (byId(name));
    control.value = String(former[name]);
  }
  refresh();
  box().focus();
});
byId('speak').addEventListener('click', () => void speak());
byId('stop').addEventListener('click', stop);
byId('explain').addEventListener('click', () => void explain());
byId('voice-chip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('voices').scrollIntoView({ block: 'nearest' });
  const radio = document.querySelector('#voice-list input:checked');
  if (radio instanceof HTMLElement) radio.focus();
});
document.addEventListener('chosen', () => {
  const live = mode() === 'live';
  for (const id of ['speak', 'explain']) byId(id).hidden = live;
  for (const id of ['start', 'finish', 'demo']) byId(id).hidden = !live;
  if (!live) stopLive();
  refresh();
});
for (const event of ['input', 'change', 'choice'])
  document.addEventListener(event, () => {
    refresh();
    clearTimeout(waiting);
    waiting = setTimeout(() => checkLanguage(choices().input), 300);
  });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') stop();
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  byId(mode() === 'live' ? 'finish' : 'speak').click();
});
document.addEventListener('refused', (event) => askForKey(/** @type {CustomEvent<string>} */ (event).detail));
refresh();
watchServer(() => pickedVoice() ?? void load());
