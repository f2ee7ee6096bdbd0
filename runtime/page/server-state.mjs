import { byId } from './dom.mjs';

/** Time between two looks at the server, when it is ready and when it is not. */
const [CALM_MS, KEEN_MS] = [15_000, 2_000];

/** A server that has not answered after this time counts as unreachable, and is asked again. */
const PATIENCE_MS = 5_000;

const pill = byId('server');

/**
 * How the server is, in a word and in a sentence.
 * @param {{ ready: boolean, reason?: string, message?: string } | undefined} state the answer of /readyz; undefined where none came
 * @returns {{ look: 'ready' | 'wait' | 'bad', word: string, more: string }}
 */
export function described(state) {
  if (!state) return { look: 'bad', word: 'Unreachable', more: 'The server does not answer.' };
  if (state.reason === 'Asleep') return { look: 'wait', word: 'Asleep', more: 'The next request wakes the server.' };
  if (state.ready) return { look: 'ready', word: 'Ready', more: 'The server is ready.' };
  const word = state.reason === 'Starting' ? 'Starting' : 'Not ready';
  return { look: 'wait', word, more: state.message ?? 'The server is starting.' };
}

async function look() {
  try {
    return await (await fetch('readyz', { signal: AbortSignal.timeout(PATIENCE_MS) })).json();
  } catch {
    return undefined;
  }
}

/**
 * Shows how the server is, as long as somebody looks at the page.
 * @param {() => void} ready called each time the server is ready
 */
export function watchServer(ready) {
  /** @type {number | undefined} */
  let timer;
  const again = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const state = await look();
    const { look: mark, word, more } = described(state);
    if (pill.textContent !== word) pill.textContent = word;
    pill.dataset['state'] = mark;
    pill.title = more;
    if (state?.ready) ready();
    timer = setTimeout(again, state?.ready ? CALM_MS : KEEN_MS);
  };
  document.addEventListener('visibilitychange', () => void again());
  void again();
}
