/** A generated page, its paragraphs wrapped as `test/docs/documents.test.ts` asks. */
export function page(title: string, from: string, text: string): string {
  const head = `<!-- Generated from ${from} by \`npm run generate\`; do not edit. -->`;
  return `${wrapped(head)}\n# ${title}\n\n${text.trim().split('\n').map(wrapped).join('\n')}\n`;
}

const WIDTH = 120;

/** A line of prose as lines of at most WIDTH characters; code stays whole, and so do rows of tables. */
function wrapped(line: string): string {
  if (line.startsWith('|')) return line;
  const lines: string[] = [];
  let last = '';
  for (const word of line.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length <= WIDTH || last === '') last = longer;
    else {
      lines.push(last);
      last = line.startsWith('- ') ? `  ${word}` : word;
    }
  }
  return [...lines, last].join('\n');
}

/** A Markdown table; what would end a cell is escaped. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** A value as code; nothing for none. */
export function code(value: unknown): string {
  return value === undefined || value === '' ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
