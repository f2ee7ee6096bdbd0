/**
 * Abbreviations from lines of `Sr. señor; p. ej. = por ejemplo`, parted by semicolons; ` = ` where the short form has
 * spaces. Those of two letters and more are known with a capital and without, save where "!" comes first: "Ver." is a
 * title, and "ver." is a word at the end of a sentence.
 */
export function shortForms(lines: string): Record<string, string> {
  const table: Record<string, string> = {};
  for (const line of lines.split(';').map((part) => part.trim())) {
    const [, short = '', full = ''] = /^(.+?) = (.+)$/su.exec(line) ?? /^(\S+)\s+([\s\S]+)$/u.exec(line) ?? [];
    for (const written of short.split(',')) {
      if (written === '') continue;
      const key = written.replace('!', '');
      table[key] = full;
      if (key === written && /^\p{L}{2,}[^\s]*$/u.test(key)) {
        table[key.charAt(0).toLowerCase() + key.slice(1)] ??= full;
        table[key.charAt(0).toUpperCase() + key.slice(1)] ??= full;
      }
    }
  }
  return table;
}
