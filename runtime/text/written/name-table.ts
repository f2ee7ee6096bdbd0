import type { Currency } from './locale.ts';
import type { Gender, Named } from './rule-words.ts';

/**
 * Names of signs from lines of `sign,sign one|many`, parted by semicolons: names of one form stand alone, feminine ones
 * end in `*`, shares such as per cents in `!`, a hundredth part follows after ` / `.
 */
export function nameTable(lines: string): Record<string, Currency> {
  const table: Record<string, Currency> = {};
  for (const line of lines.split(';')) {
    const [, signs = '', names = ''] = /^\s*(\S+)\s+([\s\S]+?)\s*$/.exec(line) ?? [];
    const [whole = '', cent] = names.split(' / ');
    const named = { ...parseName(whole), ...(cent !== undefined && { cent: parseName(cent) }) };
    for (const sign of signs.split(',')) if (sign !== '') table[sign] = named;
  }
  return table;
}

function parseName(names: string): Named {
  const gender: Gender = names.endsWith('*') ? 'f' : 'm';
  const [one = '', many = one] = names.replace(/[*!]$/, '').split('|');
  return { one, many, gender, ...(names.endsWith('!') && { isShare: true }) };
}
