// `npm run -s phonemize -- <language> [--explain] [--lexicons DIR]`: lines of text on standard input, lines of phonemes on
// standard output; with --explain a line for each stretch of the text.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createTextFrontend } from '../runtime/text/frontend.ts';
import { LANGUAGES, UnspeakableError } from '../runtime/text/types.ts';
import type { Language, Token } from '../runtime/text/types.ts';
import { findPublishedModel } from '../runtime/model/published-model.ts';
import { KOKORO_SYMBOLS } from '../runtime/text/vocabulary.ts';

const USAGE = `usage: npm run -s phonemize -- LANGUAGE [--explain] [--lexicons DIR]
LANGUAGE: ${LANGUAGES.join(' ')}
--explain: for each stretch of the text what it was taken for, the words it became and their phonemes, with tabs between.
Lexicons come from DIR (us_gold.json ...), else from the model at TTS_MODEL_PATH, else from the one that
\`npm run -s model -- pull\` keeps in ~/.cache/tts-operator/models.`;

/** Lines of text, kind, words and phonemes; words that no rule took stand together. */
function explanation(tokens: readonly Token[]): string[] {
  const stretches: Token[] = [];
  for (const { text, whitespace, phonemes, kind, words } of tokens) {
    const last = stretches.at(-1);
    const space = whitespace === '' ? '' : ' ';
    if (last && kind === undefined && last.kind === undefined) {
      last.text += text + space;
      last.phonemes += phonemes + space;
    } else {
      const reason = kind === undefined ? {} : { kind, words: words ?? '' };
      stretches.push({ text: text + space, whitespace: '', phonemes: phonemes + space, ...reason });
    }
  }
  return stretches.map(({ text, kind, words, phonemes }) =>
    [text.trim(), kind ?? 'words', words ?? text.trim(), phonemes.trim()].join('\t'),
  );
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { lexicons: { type: 'string' }, explain: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const language = positionals[0] as Language | undefined;
  if (values.help || positionals.length !== 1 || language === undefined || !LANGUAGES.includes(language)) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  let model: Promise<string> | undefined;
  const frontend = await createTextFrontend({
    vocabulary: KOKORO_SYMBOLS,
    async readLexicon(path) {
      if (values.lexicons !== undefined) return readFile(join(values.lexicons, path.replace(/^lexicons\//, '')));
      model ??= findPublishedModel();
      return readFile(join(await model, path));
    },
  });
  let failed = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    try {
      const segments = line.trim() === '' ? [] : await frontend.segments(line, language, [], undefined, values.explain);
      const lines = values.explain
        ? explanation(segments.flatMap(({ tokens }) => tokens))
        : [segments.map((segment) => segment.phonemes).join(' ')];
      console.log(lines.join('\n'));
    } catch (error) {
      if (!(error instanceof UnspeakableError)) throw error;
      console.log('');
      console.error(error.message);
      failed += 1;
    }
  }
  return failed === 0 ? 0 : 1;
}

// `| head` closes the pipe early: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
