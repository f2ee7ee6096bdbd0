import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './layout.ts';

const sumOf = (bytes: Buffer): string => digestOf(bytes).slice('sha256:'.length);

/** The sums of files in the form of sha256sum, sorted by name. */
export function checksums(files: Map<string, Buffer>): string {
  const names = [...files.keys()].sort();
  return names.map((name) => `${sumOf(files.get(name) ?? Buffer.of())}  ${name}\n`).join('');
}

/** Throws unless the folder holds exactly the files that the list names, with these sums, and those of `beside`. */
export function checkSums(folder: string, list: string, beside: string[]): void {
  const lines = list.split('\n').filter((line) => line !== '');
  const listed = new Map(
    lines.map((line) => {
      const [, sum = '', name = ''] = /^([0-9a-f]{64}) {2}([^/\s]+)$/.exec(line) ?? [];
      if (name === '') throw new Error(`the checksums have a line that is none: ${line}`);
      return [name, sum];
    }),
  );
  const present = readdirSync(folder).filter((name) => !beside.includes(name));
  const unknown = present.filter((name) => !listed.has(name));
  if (unknown.length > 0) throw new Error(`not in the checksums: ${unknown.join(', ')}`);
  for (const [name, sum] of listed) {
    if (!present.includes(name)) throw new Error(`${name} is missing`);
    if (sumOf(readFileSync(join(folder, name))) !== sum) throw new Error(`${name} is not the file of the release`);
  }
}
