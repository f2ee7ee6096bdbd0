import { call } from './api.mjs';
import { make } from './dom.mjs';
import { sampleFor } from './language.mjs';
import { fail, player } from './stage.mjs';

/** Samples that were heard, by voice: a few seconds of MP3 each. @type {Map<string, string>} */
const heard = new Map();
const audio = new Audio();
/** @type {HTMLButtonElement | undefined} */
let sounding;

/** @param {HTMLButtonElement} button @param {'play' | 'stop' | 'dot'} icon */
function mark(button, icon) {
  button.firstElementChild?.setAttribute('class', `icon ${icon}`);
  button.setAttribute('aria-pressed', String(icon !== 'play'));
  button.setAttribute('aria-busy', String(icon === 'dot'));
}

/** Stops the sample that is heard. */
export function stopSample() {
  audio.pause();
  if (sounding) mark(sounding, 'play');
  sounding = undefined;
}

/**
 * A button that plays a sentence in a voice's own language.
 * @param {import('./voice-groups.mjs').Voice} voice
 */
export function hearButton({ id, name, language }) {
  const button = make('button', { type: 'button', className: 'small quiet' });
  button.append(make('span', { className: 'icon play' }));
  button.setAttribute('aria-label', `Hear ${name}`);
  button.title = `Hear ${name}`;
  mark(button, 'play');
  button.addEventListener('click', async () => {
    const again = sounding === button;
    stopSample();
    if (again) return;
    sounding = button;
    player.pause();
    mark(button, 'dot');
    try {
      const url = heard.get(id) ?? (await fetched(id, language));
      heard.set(id, url);
      if (sounding !== button) return;
      audio.src = url;
      await audio.play();
      mark(button, 'stop');
    } catch (error) {
      if (sounding !== button) return;
      stopSample();
      fail(error);
    }
  });
  return button;
}

/** @param {string} voice @param {string} language */
async function fetched(voice, language) {
  const body = { model: 'kokoro', input: sampleFor(language), voice, response_format: 'mp3' };
  return URL.createObjectURL(await (await call('v1/audio/speech', body)).blob());
}

for (const event of ['ended', 'error']) audio.addEventListener(event, stopSample);
player.addEventListener('change', () => player.playing && stopSample());
