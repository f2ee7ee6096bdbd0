import { readFileSync, readdirSync } from 'node:fs';

export interface Block {
  file: string;
  /** Line of the first line of text. */
  line: number;
  language: string;
  text: string;
}

/** Markdown files that users read: the README, the examples' and everything in docs but generated pages and decision records. */
export function documents(): string[] {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/^(reference|decisions)\//.test(file) && file !== 'STATUS.md')
    .map((file) => `docs/${file}`);
  return ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...inDocs].filter((file) => {
    try {
      return readFileSync(file).length > 0;
    } catch {
      return false;
    }
  });
}

/** The fenced blocks of these documents. */
export function fencedBlocks(files: string[] = documents()): Block[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/^ *```(\w*)[^\n]*\n(.*?)^ *```$/gms)].map((match) => ({
      file,
      line: text.slice(0, match.index).split('\n').length + 1,
      language: match[1] ?? '',
      text: match[2] ?? '',
    }));
  });
}
