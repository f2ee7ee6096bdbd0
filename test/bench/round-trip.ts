// Speech for a recognizer to judge. Usage: node test/bench/round-trip.ts TEXTS.tsv FOLDER [LANGUAGE...]
// TEXTS.tsv has language, voice and text, parted by tabs; FOLDER gets a clip of each and manifest.tsv (clip, text,
// language), which is what the recognizer reads. Clips that are there already are kept: a run that was cut off goes on.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSpeechServer } from '../support/speech-server.ts';

const [texts, folder, ...languages] = process.argv.slice(2);
if (texts === undefined || folder === undefined) {
  process.stderr.write('usage: node test/bench/round-trip.ts TEXTS.tsv FOLDER [LANGUAGE...]\n');
  process.exit(2);
}

const lines = (await readFile(texts, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
const clips = lines.map((line, index) => {
  const [language = '', voice = '', text = ''] = line.split('\t');
  return { language, voice, text, name: `${String(index + 1).padStart(3, '0')}-${language}.wav` };
});
const wanted = clips.filter(({ language }) => languages.length === 0 || languages.includes(language));

await mkdir(folder, { recursive: true });
const missing = wanted.filter(({ name }) => !existsSync(join(folder, name)));
if (missing.length > 0) {
  const server = await startSpeechServer();
  try {
    for (const { voice, text, name } of missing) {
      const answer = await fetch(`${server.url}/v1/audio/speech`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'kokoro', voice, input: text, response_format: 'wav' }),
      });
      if (!answer.ok) throw new Error(`${answer.status} for ${text}: ${await answer.text()}`);
      await writeFile(join(folder, `${name}.part`), Buffer.from(await answer.arrayBuffer()));
      await rename(join(folder, `${name}.part`), join(folder, name));
      process.stderr.write(`${name}\n`);
    }
  } finally {
    await server.stop();
  }
}
const manifest = wanted.map(({ name, text, language }) => `${name}\t${text}\t${language}\n`);
await writeFile(join(folder, 'manifest.tsv'), manifest.join(''));
