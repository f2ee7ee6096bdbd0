import { call } from './api.mjs';
import { button, byId, make, save } from './dom.mjs';
import { addText, beginStage, fail, hear, player, say } from './stage.mjs';
import { RATE } from './player.mjs';
import { wavFile } from './wav.mjs';

/** Most speeches and samples that are kept: 20, of ten minutes together (29 MB). */
const [MOST, MOST_SAMPLES] = [20, 600 * RATE];

/**
 * @typedef {object} Spoken
 * @property {import('./speech-request.mjs').Choices} choices
 * @property {string} written what stood in the box
 * @property {Record<string, unknown> | undefined} body of the request; undefined where the text came piece by piece
 * @property {string} text what is read along
 * @property {Int16Array[]} pieces
 * @property {import('./transcript.mjs').Word[]} words
 * @property {Blob} [file] what was downloaded
 * @property {Date} [at]
 */

/** @type {Spoken[]} newest first */
let kept = [];
/** @type {Spoken | undefined} */
let shown;
/** @type {(spoken: Spoken) => void} */
let useAgain = () => undefined;
const download = byId('download', HTMLButtonElement);

/** @param {Spoken} spoken */
const samples = ({ pieces }) => pieces.reduce((sum, { length }) => sum + length, 0);

/** @param {Spoken} spoken */
export function keep(spoken) {
  kept.unshift({ ...spoken, at: new Date() });
  let all = 0;
  kept = kept.filter((one, n) => n === 0 || (n < MOST && (all += samples(one)) + samples(spoken) <= MOST_SAMPLES));
  restore(kept[0]);
  show();
}

/** @param {Spoken | undefined} spoken what the player has, so that it can be downloaded */
export function restore(spoken) {
  shown = spoken;
  download.hidden = !spoken;
  if (spoken) download.textContent = `Download ${formatOf(spoken).toUpperCase()}`;
}

/** @param {Spoken} spoken */
const formatOf = ({ body, choices }) => (body ? choices.format : 'wav');

/** @param {Spoken} spoken */
function replay(spoken) {
  beginStage('');
  addText(spoken.text);
  for (const [n, piece] of spoken.pieces.entries()) hear(piece, n === 0 ? spoken.words : []);
  player.end();
  restore(spoken);
  say(`${player.duration.toFixed(1)} s of speech, from the history.`);
}

/**
 * Has a speech saved in the format that was chosen. Other formats than WAV are made by the server, once.
 * @param {Spoken} spoken
 */
async function saveSpeech(spoken) {
  const format = formatOf(spoken);
  try {
    spoken.file ??=
      format === 'wav' ? wavFile(spoken.pieces) : await (await call('v1/audio/speech', spoken.body)).blob();
    save(spoken.file, `speech.${format}`);
  } catch (error) {
    fail(error, { again: () => void saveSpeech(spoken) });
  }
}

function show() {
  byId('history-empty').hidden = kept.length > 0;
  const count = byId('history-count');
  count.hidden = kept.length === 0;
  count.textContent = String(kept.length);
  byId('history').replaceChildren(
    ...kept.map((spoken) => {
      const { choices, text, at } = spoken;
      const time = at?.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) ?? '';
      const about = `${time} · ${choices.voice}${choices.blend ? ` and ${choices.blend}` : ''} · ${(samples(spoken) / RATE).toFixed(1)} s`;
      const name = text.slice(0, 40);
      return make(
        'li',
        {},
        make('p', { className: 'said', dir: 'auto' }, text),
        make(
          'div',
          { className: 'inline' },
          make('span', { className: 'meta' }, about),
          make('span', { className: 'space' }),
          button('Replay', () => replay(spoken), `Replay: ${name}`),
          button('Download', () => void saveSpeech(spoken), `Download: ${name}`),
          button('Use again', () => useAgain(spoken), `Use again: ${name}`),
        ),
      );
    }),
  );
}

/** @param {(spoken: Spoken) => void} again puts a speech back into the controls */
export function startHistory(again) {
  useAgain = again;
  download.addEventListener('click', () => shown && void saveSpeech(shown));
}
