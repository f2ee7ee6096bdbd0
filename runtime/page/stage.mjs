import { byId, button, clock, make } from './dom.mjs';
import { explained, placeIn } from './failures.mjs';
import { Player } from './player.mjs';
import { choose } from './tabs.mjs';
import { Transcript } from './transcript.mjs';
import { Peaks, drawWave } from './wave.mjs';

const play = byId('play', HTMLButtonElement);
const position = byId('position', HTMLInputElement);
const canvas = byId('wave', HTMLCanvasElement);
const failure = byId('failure');

export const player = new Player();
const peaks = new Peaks();
const transcript = new Transcript(byId('transcript'), (seconds) => player.seek(seconds));

/** @param {string} message what goes on, for everybody */
export function say(message) {
  byId('status').textContent = message;
}

/** Ends the speech that is still on its way. @type {() => void} */
let giveUp = () => undefined;

/**
 * Makes room for another speech and plays it from its first samples on. One that is still on its way is given up.
 * @param {string} text what is read along
 * @param {() => void} [onTaken] called when another speech takes the stage
 */
export function beginStage(text, onTaken = () => undefined) {
  const former = giveUp;
  giveUp = onTaken;
  former();
  hideFailure();
  peaks.clear();
  transcript.begin(text);
  player.begin();
}

/** @param {string} text what is read along after what there is */
export function addText(text) {
  transcript.add(text);
}

/**
 * @param {Int16Array} samples
 * @param {readonly import('./transcript.mjs').Word[]} words
 */
export function hear(samples, words) {
  peaks.push(samples);
  transcript.time(words);
  player.push(samples);
}

export function hideFailure() {
  failure.hidden = true;
  failure.replaceChildren();
}

/**
 * Shows what went wrong and what to do about it.
 * @param {unknown} error
 * @param {{ again?: () => void, ssml?: HTMLTextAreaElement }} [offers] a new attempt; the box whose document is at fault
 */
export function fail(error, { again, ssml } = {}) {
  const { what, todo, again: worth } = explained(error);
  const place = ssml && placeIn(what, ssml.value);
  failure.replaceChildren(make('p', {}, what));
  if (place) {
    // It may be wider than the window: then it is scrolled by keys.
    const excerpt = make('pre', { textContent: place.excerpt, tabIndex: 0, role: 'region' });
    excerpt.ariaLabel = `Line ${place.line} of the document`;
    failure.append(excerpt);
  }
  if (todo) failure.append(make('p', {}, todo));
  if (place)
    failure.append(
      button(`Go to line ${place.line}, column ${place.column}`, () => {
        choose(byId('tab-ssml'));
        ssml.focus();
        ssml.setSelectionRange(place.offset, place.offset + 1);
      }),
    );
  if (again && worth) failure.append(button('Try again', again));
  failure.hidden = false;
  if (player.duration === 0) transcript.begin('');
  say('');
  if (/** @type {{ code?: string }} */ (error).code === 'invalid_api_key')
    document.dispatchEvent(new CustomEvent('refused', { detail: what }));
}

function show() {
  const { duration, playing } = player;
  const at = player.position;
  play.disabled = duration === 0;
  play.setAttribute('aria-label', playing ? 'Pause' : 'Play');
  byId('play').firstElementChild?.setAttribute('class', `icon ${playing ? 'pause' : 'play'}`);
  position.disabled = duration === 0;
  position.max = String(duration);
  position.value = String(at);
  position.setAttribute('aria-valuetext', `${at.toFixed(1)} of ${duration.toFixed(1)} seconds`);
  byId('time').textContent = duration > 0 ? `${clock(at)} / ${clock(Math.ceil(duration))}` : '0:00';
  drawWave(canvas, peaks.values, duration > 0 ? at / duration : 0);
  transcript.mark(duration > 0 && (playing || (at > 0 && at < duration)) ? at : undefined);
}

let following = false;
function follow() {
  player.watch();
  show();
  following = player.playing;
  if (following) requestAnimationFrame(follow);
}

for (const event of ['data', 'change'])
  player.addEventListener(event, () => {
    if (!following) requestAnimationFrame(follow);
    following = true;
  });
play.addEventListener('click', () => (player.playing ? player.pause() : player.resume()));
position.addEventListener('input', () => player.seek(Number(position.value)));
new ResizeObserver(show).observe(canvas);
document.addEventListener('themechange', show);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
