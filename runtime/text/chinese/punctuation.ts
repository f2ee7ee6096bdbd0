/** Chinese marks as misaki maps them; a mark that ends a phrase is followed by a space. */
const MARKS: Readonly<Record<string, string>> = {
  '，': ', ',
  '、': ', ',
  '﹐': ', ',
  '。': '. ',
  '．': '. ',
  '｡': '. ',
  '！': '! ',
  '？': '? ',
  '：': ': ',
  '；': '; ',
  '《': ' “',
  '》': '” ',
  '〈': ' “',
  '〉': '” ',
  '「': ' “',
  '」': '” ',
  '『': ' “',
  '』': '” ',
  '【': ' “',
  '】': '” ',
  '〖': ' “',
  '〗': '” ',
  '«': ' “',
  '»': '” ',
  '（': ' (',
  '）': ') ',
  '［': ' (',
  '］': ') ',
  '〔': ' (',
  '〕': ') ',
  '⋯': '…',
  '～': '—',
  '─': '—',
  '―': '—',
  '–': '—',
  '·': ' ',
  '・': ' ',
  '‧': ' ',
  '•': ' ',
  '　': ' ',
};

const KEPT = /[;:,.!?—…"()“”\s]/u;

/** What the model reads for a mark; a sign that is not said is silent. */
export function markPhonemes(mark: string): string {
  return MARKS[mark] ?? (KEPT.test(mark) ? mark : '');
}
