import { distance } from 'fastest-levenshtein';
import { ApiError } from '../errors.ts';
import type { Language } from '../text/types.ts';
import type { ModelStore } from './store.ts';
import {
  describeVoice,
  framesPerSymbol,
  nativeVoices,
  openaiVoices,
  spokenLanguage,
  voiceAliases,
} from './voice-catalog.ts';
import type { VoiceInfo } from './voice-catalog.ts';
import { parseVoice } from './voice-expression.ts';
import { voiceGain } from './voice-gain.ts';
import { blendedRow, parseVoicePack, styleRow } from './voice-pack.ts';
import type { VoicePack } from './voice-pack.ts';

/** A voice ready to speak. */
export interface LoadedVoice {
  /** The same for every way of writing the same voice or blend. */
  name: string;
  /** A native voice's id, or `blend`: of few values, for metrics. */
  label: string;
  /** The style for a segment of so many phonemes: 256 values. */
  style(phonemeCount: number): Float32Array;
  language: Language;
  /** Frames of 25 ms that a symbol lasts at speed 1, of the slowest voice in it. */
  framesPerSymbol: number;
  /** The factor of its samples that makes it as loud as the others. */
  gain: number;
}

/** The voices of a published model; packs are read on first use and kept. */
export interface VoiceLibrary {
  /** Native voices, known ones first, each with whether its file is on this server. */
  readonly voices: readonly (VoiceInfo & { present: boolean })[];
  has(id: string): boolean;
  /** Loads a name or blend, af_heart or the first voice there is for none; throws ApiError when a voice is unknown or not on this server. */
  load(expression: string | undefined): Promise<LoadedVoice>;
  /** Keeps nothing of what was read; voices that are in use keep theirs. */
  forget(): void;
}

/** Who speaks when a request names no voice: the one with the best grade. */
const USUAL = 'af_heart';

/** Lists and loads the voices of a store; a voice's id is its file's name. Without `equalLoudness` they are as loud as the model makes them. */
export function createVoiceLibrary(store: ModelStore, equalLoudness = true): VoiceLibrary {
  const files = new Map(
    store.manifest.files
      .filter((file) => file.role === 'voice')
      .map((file) => [file.path.replace(/^.*\//, '').replace(/\.(bin|pt)$/, ''), file.path]),
  );
  const packs = new Map<string, Promise<VoicePack>>();
  const has = (id: string) => files.has(id) && !store.missing.has(files.get(id)!);
  const native = new Set(nativeVoices.map((voice) => voice.id));
  const custom = [...files.keys()].filter((id) => !native.has(id)).map((id) => describeVoice(id));
  const voices = [...nativeVoices, ...custom].map((voice) => ({ ...voice, present: has(voice.id) }));
  const usual = has(USUAL) ? USUAL : (voices.find(({ present }) => present)?.id ?? USUAL);
  const names = [...voices.map((voice) => voice.id), ...openaiVoices.keys(), ...voiceAliases.keys()];

  const load = (id: string): Promise<VoicePack> => {
    const path = files.get(id);
    if (path === undefined || !has(id)) throw notHere(id, names, path);
    let pack = packs.get(id);
    if (!pack) {
      pack = store.read(path).then((bytes) => parseVoicePack(path, bytes));
      packs.set(id, pack);
      pack.catch(() => packs.delete(id));
    }
    return pack;
  };

  return {
    voices,
    has,
    forget: () => packs.clear(),
    async load(expression = usual) {
      const parts = parseVoice(expression);
      const loaded = await Promise.all(parts.map(async ({ id, weight }) => ({ pack: await load(id), weight })));
      return {
        name: parts.map(({ id, weight }) => `${id}(${weight})`).join('+'),
        label: parts.length === 1 ? parts[0]!.id : 'blend',
        style: (count) => (loaded.length === 1 ? styleRow(loaded[0]!.pack, count) : blendedRow(loaded, count)),
        language: spokenLanguage(parts[0]!.id),
        framesPerSymbol: Math.max(...parts.map(({ id }) => framesPerSymbol(id))),
        gain: equalLoudness ? voiceGain(parts) : 1,
      };
    },
  };
}

function notHere(id: string, names: readonly string[], path: string | undefined): ApiError {
  if (path !== undefined) {
    const message = `The voice ${id} is not on this server: its file ${path} could not be downloaded with the model.`;
    return new ApiError('voice_not_on_server', message, { param: 'voice' });
  }
  if (nativeVoices.some((voice) => voice.id === id)) {
    const message = `The voice ${id} is not on this server: the model was published without it.`;
    return new ApiError('voice_not_on_server', message, { param: 'voice' });
  }
  const near = names
    .map((name) => ({ name, distance: distance(name, id.slice(0, 64)) }))
    .filter((candidate) => candidate.distance <= 3)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((candidate) => candidate.name);
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  const message = `There is no voice ${JSON.stringify(id.slice(0, 64))}.${hint} GET /v1/audio/voices lists them.`;
  return new ApiError('invalid_voice', message, { param: 'voice' });
}
