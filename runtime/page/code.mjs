import { apiKey } from './api.mjs';
import { choices } from './choices.mjs';
import { byId, chosen, copy } from './dom.mjs';
import { keyNeeded } from './key.mjs';
import { sessionConfig, speechBody } from './speech-request.mjs';
import { liveSnippet, speechSnippet } from './snippets.mjs';

const code = byId('code');
const copyButton = byId('copy', HTMLButtonElement);

const notes = {
  curl: 'The key is read from the variable TTS_API_KEY where the server asks for one.',
  python: 'pip install openai',
  javascript: 'Save it as speech.mjs, and run it with Node 22 or later.',
};

/** Shows what is chosen as a program. */
export function showCode() {
  const language = /** @type {keyof typeof notes} */ (chosen('code'));
  const asked = choices();
  const base = new URL('.', location.href).href;
  const withKey = keyNeeded() || apiKey.get() !== '';
  const live = asked.mode === 'live' && language !== 'curl';
  code.textContent = live
    ? liveSnippet(language, { base, config: sessionConfig(asked), text: asked.input || 'Hello there.', withKey })
    : speechSnippet(language, { base, body: speechBody(asked), withKey });
  byId('code-note').textContent =
    asked.mode !== 'live'
      ? notes[language]
      : language === 'curl'
        ? 'curl does not stream text in: this speaks the same text at once.'
        : language === 'python'
          ? 'pip install websockets. The file has samples of 16 bits, 24 kHz, mono.'
          : `${notes.javascript} The file has samples of 16 bits, 24 kHz, mono.`;
}

byId('code-language').addEventListener('change', showCode);
copyButton.addEventListener('click', () => void copy(copyButton, code.textContent ?? ''));
