import { choices, box } from './choices.mjs';
import { byId } from './dom.mjs';
import { keep, restore } from './history.mjs';
import { speechBody } from './speech-request.mjs';
import { spoken } from './speech-stream.mjs';
import { beginStage, fail, hear, player, say } from './stage.mjs';
import { readable } from './transcript.mjs';

const stop = byId('stop', HTMLButtonElement);
const speakButton = byId('speak', HTMLButtonElement);

/** @type {AbortController | undefined} */
let running;

/** Speaks what is written, and keeps it in the history. */
export async function speak() {
  const mine = new AbortController();
  const asked = choices();
  const written = box().value;
  const body = speechBody(asked);
  const text = readable(asked.mode, asked.input);
  const ssml = asked.mode === 'ssml' ? box() : undefined;
  const started = performance.now();
  /** @param {number} since */
  const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  /** @type {Int16Array[]} */
  const pieces = [];
  /** @type {import('./transcript.mjs').Word[]} */
  const words = [];
  let first = '';
  beginStage(text, () => {
    mine.abort();
    if (running === mine) over();
  });
  running = mine;
  restore(undefined);
  speakButton.setAttribute('aria-busy', 'true');
  say('Waiting for the first sound');
  showStop();
  try {
    for await (const piece of spoken(body, mine.signal)) {
      if (mine.signal.aborted) return;
      if (!first) say(`Speaking; the first sound came after ${(first = seconds(started))}`);
      hear(piece.samples, piece.words);
      pieces.push(piece.samples);
      words.push(...piece.words);
    }
    say(
      `${player.duration.toFixed(1)} s of speech; the first sound came after ${first}, the last after ${seconds(started)}.`,
    );
  } catch (error) {
    if (mine.signal.aborted) return;
    fail(error, { again: () => void speak(), ...(ssml && { ssml }) });
  } finally {
    if (running === mine) {
      over();
      player.end();
      if (pieces.length > 0) keep({ choices: asked, written, body, text, pieces, words });
    }
  }
}

function over() {
  running = undefined;
  speakButton.setAttribute('aria-busy', 'false');
  showStop();
}

/** Stops speech, that on its way too. */
export function stopSpeaking() {
  if (running) say('Stopped.');
  running?.abort();
  player.pause();
}

function showStop() {
  stop.disabled = !running && !player.playing;
}

player.addEventListener('change', showStop);
