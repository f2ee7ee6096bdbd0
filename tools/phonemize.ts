// `npm run -s phonemize -- <language> [--explain] [--ssml] [--lexicons DIR]`: lines of text on standard input, lines of phonemes on
// standard output; with --explain a line for each stretch of the text.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ApiError } from '../runtime/errors.ts';
import { createTextFrontend } from '../runtime/text/frontend.ts';
import { LANGUAGES, UnspeakableError } from '../runtime/text/types.ts';
import type { SpokenInput } from '../runtime/text/input-parts.ts';
import { inLanguage } from '../runtime/text/ssml/in-language.ts';
import { parseSsml } from '../runtime/text/ssml/ssml.ts';
import type { Language, Segment, Token } from '../runtime/text/types.ts';
import { findPublishedModel } from '../runtime/model/published-model.ts';
import { KOKORO_SYMBOLS } from '../runtime/text/vocabulary.ts';

const USAGE = `usage: npm run -s phonemize -- LANGUAGE [--explain] [--ssml] [--lexicons DIR]
LANGUAGE: ${LANGUAGES.join(' ')}
--explain: for each stretch of the text what it was taken for, the words it became and their phonemes, with tabs between.
--ssml: each line is a document of SSML.
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

const plain = (text: string): SpokenInput => ({ text, pronunciations: [], voice: undefined });

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      lexicons: { type: 'string' },
      explain: { type: 'boolean' },
      ssml: { type: 'boolean' },
      help: { type: 'boolean' },
    },
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
      const segments: Segment[] = [];
      for (const part of line.trim() === '' ? [] : values.ssml ? parseSsml(line).parts : [plain(line)]) {
        if (!('text' in part) || part.text.trim() === '') continue;
        const { language: own, pronunciations } = inLanguage(part, language);
        segments.push(...(await frontend.segments(part.text, own, pronunciations, undefined, values.explain)));
      }
      const lines = values.explain
        ? explanation(segments.flatMap(({ tokens }) => tokens))
        : [segments.map((segment) => segment.phonemes).join(' ')];
      console.log(lines.join('\n'));
    } catch (error) {
      if (!(error instanceof UnspeakableError) && !(error instanceof ApiError)) throw error;
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
