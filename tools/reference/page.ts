/** Head of a generated page. */
export function page(title: string, from: string, text: string): string {
  return `<!-- Generated from ${from} by \`npm run generate\`; do not edit. -->\n# ${title}\n\n${text.trim()}\n`;
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
