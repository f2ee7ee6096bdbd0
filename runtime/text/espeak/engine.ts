// Everything that touches espeak-ng, which is under GPL-3.0, goes through this folder; nothing else of the program links it.
import load from '@echogarden/espeak-ng-emscripten';
import { DataFile } from './files.ts';

/** espeak-ng's own name of a voice, such as `en-us` or `pt-br`. */
export type EspeakVoice = string;

/** A loaded espeak-ng: one WebAssembly instance, kept for the life of the process. */
export interface Espeak {
  /** The IPA of one piece of text: words parted by spaces, the letters of one phoneme tied by `^`. */
  ipa(text: string, voice: EspeakVoice): string;
}

/** espeak-ng cuts longer words short. */
const LONG_WORD = /\S{81}/u;
const PIECE_OF_WORD = /.{1,80}/gu;

let instance: Promise<Espeak> | undefined;

/** Loads espeak-ng on first use (about 0.2 s and 30 MB), then returns the same instance. */
export function loadEspeak(): Promise<Espeak> {
  instance ??= start();
  return instance;
}

async function start(): Promise<Espeak> {
  const data = new DataFile();
  const module = await load({ getPreloadedPackage: () => data.empty() });
  data.readOnOpen(module.FS);
  const worker = new module.eSpeakNGWorker();
  let current: EspeakVoice | undefined;
  const speak = (text: string): string => {
    const { ptr } = worker.text_to_phonemes(text, 1);
    delete module.getCache(module.VoidPtr)[ptr];
    const heap = module.HEAPU8;
    return tie(new TextDecoder().decode(heap.subarray(ptr, heap.indexOf(0, ptr))));
  };
  return {
    ipa(text, voice) {
      if (voice !== current) {
        if (worker.set_voice(voice) !== 0) throw new Error(`espeak-ng has no voice ${voice}`);
        current = voice;
      }
      if (!LONG_WORD.test(text)) return speak(text);
      const pieces = (word: string): string[] => word.match(PIECE_OF_WORD) ?? [];
      return text
        .split(/\s+/)
        .map((word) => pieces(word).map(speak).join(''))
        .join(' ');
    },
  };
}

/** espeak-ng's trace format (`t_ˈeɪ_k | ˈɪ_t`) in the form of its `--tie=^` output (`tˈe^ɪk ˈɪt`). */
function tie(trace: string): string {
  return trace
    .replace(/\([a-z-]+\)/g, '')
    .replaceAll('|', ' ')
    .split(/\s+/)
    .map((word) => word.split('_').map(tiePhoneme).join(''))
    .filter((word) => word !== '')
    .join(' ');
}

/** espeak-ng has a few hundred phonemes in all its languages together. */
const tied = new Map<string, string>();

function tiePhoneme(phoneme: string): string {
  const known = tied.get(phoneme);
  if (known !== undefined) return known;
  let letters = 0;
  let result = '';
  for (const symbol of phoneme) {
    const isLetter = /\p{L}/u.test(symbol) && !/[\u02b0-\u036f]/.test(symbol);
    if (isLetter && letters > 0) result += '^';
    if (isLetter) letters += 1;
    result += symbol;
  }
  tied.set(phoneme, result);
  return result;
}
