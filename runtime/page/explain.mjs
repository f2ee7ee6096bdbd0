import { call } from './api.mjs';
import { box, choices } from './choices.mjs';
import { byId, make } from './dom.mjs';
import { speechBody } from './speech-request.mjs';
import { fail, hideFailure, say } from './stage.mjs';
import { choose } from './tabs.mjs';

/** @typedef {{ text: string, whitespace: string, phonemes: string, kind?: string, words?: string }} Token */

/**
 * Tokens as rows of a table: each stretch that a rule took has one of its own, words that no rule took stand together.
 * @param {readonly Token[]} tokens
 */
export function rowsOf(tokens) {
  /** @type {{ text: string, kind: string, words: string, phonemes: string }[]} */
  const rows = [];
  for (const { text, whitespace, phonemes, kind = '', words } of tokens) {
    const last = rows.at(-1);
    const space = whitespace && ' ';
    // Signs belong to what is before them.
    const joins = kind === '' && (last?.kind === '' || !/[\p{L}\p{N}]/u.test(text));
    if (last && joins) {
      last.text += text + space;
      last.words += text + space;
      last.phonemes += phonemes + space;
    } else {
      rows.push({ text: text + space, kind, words: (words ?? text) + space, phonemes: phonemes + space });
    }
  }
  return rows;
}

/** @type {AbortController | undefined} */
let asking;

/** Shows what each stretch of the text is taken for. */
export async function explain() {
  asking?.abort();
  const { signal } = (asking = new AbortController());
  const asked = choices();
  const { input, voice, input_type, lexicons } = /** @type {Record<string, unknown>} */ (speechBody(asked));
  const ssml = asked.mode === 'ssml' ? box() : undefined;
  hideFailure();
  try {
    const answer = await call('v1/audio/phonemes', { input, voice, input_type, lexicons, explain: true }, signal);
    const { segments } = await answer.json();
    show(rowsOf(segments.flatMap((/** @type {{ tokens: Token[] }} */ { tokens }) => tokens)));
    choose(byId('tab-reading'));
    byId('panel-reading').scrollIntoView({ block: 'nearest' });
    say('How the text is read stands below.');
  } catch (error) {
    if (!signal.aborted) fail(error, { again: () => void explain(), ...(ssml && { ssml }) });
  }
}

/** @param {ReturnType<typeof rowsOf>} rows */
function show(rows) {
  const head = ['Text', 'Taken for', 'Read as', 'Sounds'].map((name) => make('th', { scope: 'col' }, name));
  const lines = rows.map(({ text, kind, words, phonemes }) => {
    const cells = [text, kind ? make('span', { className: 'kind' }, kind) : '', words === text ? '' : words, phonemes];
    return make('tr', {}, ...cells.map((cell) => make('td', { dir: 'auto' }, cell)));
  });
  const table = make(
    'table',
    { className: 'reading' },
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...lines),
  );
  byId('reading').replaceChildren(table);
  byId('reading').hidden = false;
  byId('reading-empty').hidden = true;
}
