/** What to do about an error of the API, by its code; the message of the server says what is wrong. */
const advice = /** @type {Record<string, string>} */ ({
  unreachable: 'Check the connection to the server, or the port-forward that it is reached by, and try again.',
  not_reached: 'Something on the way to the server answered in its place. Try again in a moment.',
  foreign_answer:
    'Something on the way to the server answers in its place, such as a page to log in at. Reload the page.',
  invalid_api_key: 'Enter a key of this server above.',
  origin_not_allowed: 'Open this page at the address of the server itself.',
  not_ready: 'The server is starting. Try again in a moment.',
  overloaded: 'Others are being served. Try again in a moment.',
  queue_timeout: 'Others are being served. Try again in a moment.',
  rate_limit_exceeded: 'This key may ask again soon.',
  input_too_long: 'Make the text shorter, or speak it in several parts.',
  body_too_large: 'Make the text shorter, or speak it in several parts.',
  input_too_slow: 'Make the text shorter, or speak it in several parts.',
  empty_input: 'Write something first.',
  nothing_to_say: 'Add a word or a figure.',
  invalid_tag: 'Correct the tag, or write \\[ for a plain bracket.',
  invalid_ssml: 'Correct the document at this place.',
  voice_not_on_server: 'Choose another voice from the list.',
  unknown_lexicon: 'Reload the page: the lexicons of the server have changed.',
  synthesis_failed: 'Try again. If it fails again, the log of the server says why.',
  internal_error: 'This is a fault of the server. Its log says more.',
});

/** Codes of errors that a new attempt may well be without. */
const passing = [
  ...['unreachable', 'not_reached', 'not_ready', 'overloaded', 'queue_timeout', 'rate_limit_exceeded'],
  'synthesis_failed',
];

/**
 * An error in words: what is wrong, what to do about it, and whether to offer a new attempt.
 * @param {unknown} error
 * @returns {{ what: string, todo: string, again: boolean }}
 */
export function explained(error) {
  const { message = String(error), code = '', retryAfter = 0 } = /** @type {any} */ (error);
  const wait = retryAfter > 0 ? ` The server asks to wait ${retryAfter} s.` : '';
  return { what: message, todo: (advice[code] ?? '') + wait, again: passing.includes(code) };
}

/**
 * The place that the message of an `invalid_ssml` names.
 * @param {string} message
 * @param {string} source the document
 * @returns {{ offset: number, line: number, column: number, excerpt: string } | undefined} `offset` in UTF-16 units; `excerpt`
 * is the line, shortened around the place, with a mark below it
 */
export function placeIn(message, source) {
  const found = /line (\d+), column (\d+)/.exec(message);
  if (!found) return undefined;
  const [line, column] = [Number(found[1]), Number(found[2])];
  const lines = source.split('\n');
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const characters = [...text];
  const before = characters.slice(0, column - 1).join('');
  const offset = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + before.length;
  const from = Math.max(0, column - 1 - 30);
  const shown = characters.slice(from, column - 1 + 30).join('');
  return { offset, line, column, excerpt: `${shown}\n${' '.repeat(column - 1 - from)}^` };
}
