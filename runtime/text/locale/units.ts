import type { Gender, Named } from './locale.ts';

/** Units from lines of `sign one|many`, parted by semicolons; names of one form stand alone, feminine ones end in `*`. */
export function unitTable(lines: string): Record<string, Named> {
  const table: Record<string, Named> = {};
  for (const line of lines.split(';')) {
    const [, signs = '', names = ''] = /^\s*(\S+)\s+([\s\S]+?)\s*$/.exec(line) ?? [];
    const gender: Gender = names.endsWith('*') ? 'f' : 'm';
    const [one = '', many = one] = names.replace('*', '').split('|');
    for (const sign of signs.split(',')) if (sign !== '') table[sign] = { one, many, gender };
  }
  return table;
}
