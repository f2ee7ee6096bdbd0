import { choices } from './choices.mjs';
import { Deltas } from './deltas.mjs';
import { byId } from './dom.mjs';
import { keep, restore } from './history.mjs';
import { LiveSession } from './live-session.mjs';
import { sessionConfig } from './speech-request.mjs';
import { addText, beginStage, fail, hear, player, say } from './stage.mjs';

/** Time without a key after which the last word is taken for whole. */
const PAUSE_MS = 700;

/** Time between two words of the demonstration, about as fast as a language model writes. */
const WORD_MS = 90;

const DEMO =
  'This text is written while you hear it. Each sentence is spoken as soon as it is complete, so the voice starts long before the last word is there. That is how an assistant can answer without a pause.';

const box = byId('live', HTMLTextAreaElement);
const [start, finish, stop] = ['start', 'finish', 'stop'].map((id) => byId(id, HTMLButtonElement));
const deltas = new Deltas();
/** @type {LiveSession | undefined} */
let session;
/** @type {{ text: string, pieces: Int16Array[], words: import('./transcript.mjs').Word[] }} */
let heard = { text: '', pieces: [], words: [] };
/** @type {number | undefined} */
let pause;
/** @type {number | undefined} */
let typing;

function show() {
  if (!start || !finish || !stop) return;
  start.disabled = Boolean(session);
  finish.disabled = !session;
  stop.disabled = !session && !player.playing;
}

/** Begins to listen to the keys. */
function begin() {
  if (session) return;
  heard = { text: '', pieces: [], words: [] };
  deltas.clear();
  beginStage('', () => session?.stop());
  restore(undefined);
  session = new LiveSession({
    stretch(text) {
      const more = `${heard.text && !/\s$/.test(heard.text) ? ' ' : ''}${text}`;
      heard.text += more;
      addText(more);
    },
    sound(samples, words) {
      heard.pieces.push(samples);
      heard.words.push(...words);
      hear(samples, words);
      say(`Speaking; ${player.duration.toFixed(1)} s so far`);
    },
    quiet: () => say('All that was written has been spoken. Write on, or press Stop.'),
    failed(error) {
      fail(error);
      // What is left of the text would be spoken without its beginning.
      if (/** @type {{ code?: string }} */ (error).code === 'input_too_long') session?.stop();
    },
    over,
  });
  say('Listening. Write, and each sentence is spoken as soon as it is complete.');
  show();
  box.focus();
  send(false);
}

function over() {
  session = undefined;
  clearInterval(typing);
  player.end();
  if (heard.pieces.length > 0)
    keep({ choices: { ...choices(), mode: 'live', input: heard.text }, written: box.value, body: undefined, ...heard });
  show();
}

/** @param {boolean} all the last word too */
function send(all) {
  session?.say(sessionConfig(choices()), deltas.take(box.value, all));
}

/** Stops the session and its sound. */
export function stopLive() {
  if (session) say('Stopped.');
  session?.stop();
  player.pause();
  show();
}

function write() {
  if (!session) {
    box.value = '';
    begin();
  }
  clearInterval(typing);
  const words = DEMO.split(/(?<=\s)/);
  typing = setInterval(() => {
    const word = words.shift();
    if (word === undefined) {
      clearInterval(typing);
      send(true);
      return session?.finish();
    }
    box.value += word;
    box.scrollTop = box.scrollHeight;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, WORD_MS);
}

/** Puts the box that speaks as one types into operation. */
export function startLive() {
  start?.addEventListener('click', begin);
  byId('demo').addEventListener('click', write);
  finish?.addEventListener('click', () => {
    send(true);
    session?.finish();
    box.focus();
  });
  box.addEventListener('input', () => {
    send(false);
    clearTimeout(pause);
    pause = setTimeout(() => send(true), PAUSE_MS);
  });
  player.addEventListener('change', show);
}
