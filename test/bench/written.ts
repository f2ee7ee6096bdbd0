// Are written forms spoken as a person reads them? Usage: node test/bench/written.ts LANGUAGE=FILE...
// A line of FILE is WRITTEN TAB SPOKEN [ | SPOKEN ...], with the class in a column before them if it has one, or
// WRITTEN~SPOKEN or WRITTEN => SPOKEN, as public test suites have it. Lines that begin with # are left out.
// WRITTEN is right if its phonemes are those of one SPOKEN form; stress, spaces and punctuation do not count.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findPublishedModel } from '../../runtime/model/published-model.ts';
import { createTextFrontend } from '../../runtime/text/frontend.ts';
import { LANGUAGES, UnspeakableError } from '../../runtime/text/types.ts';
import type { Language, TextFrontend } from '../../runtime/text/types.ts';
import { KOKORO_SYMBOLS } from '../../runtime/text/vocabulary.ts';

interface Case {
  readonly written: string;
  readonly spoken: readonly string[];
}

const UNHEARD = /[ˈˌ.,;:!?…—"“”()\s-]/g;

function cases(file: string): Case[] {
  return file.split('\n').flatMap((line) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const columns = line.includes('\t') ? line.split('\t').slice(-2) : line.split(/~| => /);
    const [written, spoken] = columns;
    return written === undefined || spoken === undefined ? [] : [{ written, spoken: spoken.split(' | ') }];
  });
}

async function phonemes(frontend: TextFrontend, language: Language, text: string): Promise<string> {
  try {
    const segments = await frontend.segments(text, language);
    return segments.map((segment) => segment.phonemes).join(' ');
  } catch (error) {
    if (error instanceof UnspeakableError) return '';
    throw error;
  }
}

async function main(files: readonly string[]): Promise<void> {
  const model = await findPublishedModel();
  const readLexicon = (path: string): Promise<Buffer> => readFile(join(model, path));
  const frontend = await createTextFrontend({ vocabulary: KOKORO_SYMBOLS, readLexicon });
  for (const argument of files) {
    const [language, path] = argument.split('=', 2) as [Language, string | undefined];
    if (!LANGUAGES.includes(language) || path === undefined) {
      throw new Error(`not LANGUAGE=FILE with a language of ${LANGUAGES.join(' ')}: ${argument}`);
    }
    const wrong: string[] = [];
    const all = cases(await readFile(path, 'utf8'));
    for (const { written, spoken } of all) {
      const said = await phonemes(frontend, language, written);
      const wanted = await Promise.all(spoken.map((form) => phonemes(frontend, language, form)));
      const isRight = wanted.some((form) => form.replace(UNHEARD, '') === said.replace(UNHEARD, ''));
      if (!isRight) wrong.push(`  ${written}\n    wanted ${spoken[0]}\n    wanted ${wanted[0]}\n    spoken ${said}`);
    }
    const right = all.length - wrong.length;
    const percent = all.length === 0 ? '-' : ((100 * right) / all.length).toFixed(1);
    console.log([`${language} ${basename(path)}: ${right} of ${all.length} right, ${percent} %`, ...wrong].join('\n'));
  }
}

await main(process.argv.slice(2));
