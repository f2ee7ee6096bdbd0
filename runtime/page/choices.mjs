import { byId } from './dom.mjs';
import { withPronunciations } from './pronunciations.mjs';
import { ownWords } from './own-words.mjs';
import { pickedName, pickedVoice } from './voice-picker.mjs';

const boxes = {
  text: byId('text', HTMLTextAreaElement),
  ssml: byId('ssml', HTMLTextAreaElement),
  live: byId('live', HTMLTextAreaElement),
};
const blend = byId('blend', HTMLSelectElement);
const share = byId('share', HTMLInputElement);
const speed = byId('speed', HTMLInputElement);
const format = byId('format', HTMLSelectElement);
const loudness = byId('loudness', HTMLSelectElement);

/** @returns {'text' | 'ssml' | 'live'} */
export function mode() {
  if (byId('tab-live').ariaSelected === 'true') return 'live';
  return byId('tab-ssml').ariaSelected === 'true' ? 'ssml' : 'text';
}

/** The box that is written in. */
export function box() {
  return boxes[mode()];
}

/** @returns {import('./speech-request.mjs').Choices} */
export function choices() {
  const written = box().value;
  const lexicons = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('#lexicons input:checked:enabled')
  );
  return {
    mode: mode(),
    input: mode() === 'text' ? withPronunciations(written, ownWords()) : written,
    voice: pickedVoice()?.id ?? 'af_heart',
    blend: blend.value,
    share: Number(share.value),
    speed: Number(speed.value),
    format: format.value,
    loudness: loudness.value,
    lexicons: [...lexicons].map(({ value }) => value),
  };
}

/** Shows what was chosen beside its control. */
export function showChoices() {
  byId('speed-shown').textContent = `${speed.value}×`;
  byId('share-shown').textContent = `${share.value} %`;
  share.disabled = blend.value === '';
  byId('voice-chip').textContent = pickedName();
  byId('loudness-help').hidden = loudness.value === '';
  const { length } = [...box().value];
  byId('count').textContent = `${length} ${length === 1 ? 'character' : 'characters'}`;
}
