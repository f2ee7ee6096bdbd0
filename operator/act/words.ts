/** Longest text in braces or brackets that is left in a message. */
const SHORT = 40;

/**
 * What an API server's message says, as one sentence: without the objects, diffs and further lines that some validations add.
 */
export function brief(message: string): string {
  const [line = ''] = message.trim().split('\n');
  const text = withoutValues(line)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[:;,]$/, '')
    .slice(0, 500);
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`;
}

/** Leaves out values such as `core.PersistentVolumeClaimSpec{…}` and `{"matchLabels":…}`. */
function withoutValues(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const end = text[at] === '{' ? closing(text, at) : at;
    const value = text.slice(at, end + 1);
    if (value.length <= SHORT && !value.startsWith('{"')) out += value;
    else out = out.replace(/(?:Invalid value: )?[\w.*&\]["]*$/, '');
    at = end;
  }
  return out.replace(/: :/g, ':').replace(/:\s*$/, '');
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length - 1;
}
