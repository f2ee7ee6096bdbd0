import type { Language } from '../text/types.ts';

export interface VoiceInfo {
  id: string;
  name: string;
  /** BCP 47. */
  language: string;
  gender: 'female' | 'male';
  /** The model author's grade, from hexgrad/Kokoro-82M VOICES.md; null where that gives none. */
  grade: string | null;
  /** Made for Kokoro v0.19: speaks with v1.0, at lower quality. */
  legacy: boolean;
}

/** Kokoro's letter of each language, with which the ids of its voices begin. */
export const languages: Record<string, { speaks: Language; bcp47: string }> = {
  a: { speaks: 'en-us', bcp47: 'en-US' },
  b: { speaks: 'en-gb', bcp47: 'en-GB' },
  e: { speaks: 'es', bcp47: 'es-ES' },
  f: { speaks: 'fr', bcp47: 'fr-FR' },
  h: { speaks: 'hi', bcp47: 'hi-IN' },
  i: { speaks: 'it', bcp47: 'it-IT' },
  j: { speaks: 'ja', bcp47: 'ja-JP' },
  p: { speaks: 'pt', bcp47: 'pt-BR' },
  z: { speaks: 'zh', bcp47: 'zh-CN' },
};

/** Kokoro v1.0's 54 voices with their grades (hexgrad/Kokoro-82M VOICES.md). */
const voicesV1 = `
  af_heart:A af_alloy:C af_aoede:C+ af_bella:A- af_jessica:D af_kore:C+ af_nicole:B- af_nova:C af_river:D af_sarah:C+ af_sky:C-
  am_adam:F+ am_echo:D am_eric:D am_fenrir:C+ am_liam:D am_michael:C+ am_onyx:D am_puck:C+ am_santa:D-
  bf_alice:D bf_emma:B- bf_isabella:C bf_lily:D bm_daniel:D bm_fable:C bm_george:C bm_lewis:D+
  ef_dora em_alex em_santa ff_siwis:B- hf_alpha:C hf_beta:C hm_omega:C hm_psi:C if_sara:C im_nicola:C
  jf_alpha:C+ jf_gongitsune:C jf_nezumi:C- jf_tebukuro:C jm_kumo:C- pf_dora pm_alex pm_santa
  zf_xiaobei:D zf_xiaoni:D zf_xiaoxiao:D zf_xiaoyi:D zm_yunjian:D zm_yunxi:D zm_yunxia:D zm_yunyang:D`;

/** Kokoro v0.19's 13 voices. */
const voicesV0 = `
  af_v0 af_v0bella af_v0irulan af_v0nicole af_v0sarah af_v0sky am_v0adam am_v0gurney am_v0michael
  bf_v0emma bf_v0isabella bm_v0george bm_v0lewis`;

/** The 67 native voices. */
export const nativeVoices: readonly VoiceInfo[] = [...describe(voicesV1, false), ...describe(voicesV0, true)];

/** Names for a mix of native voices. */
export const voiceAliases: ReadonlyMap<string, string> = new Map([
  ['af', 'af_bella+af_sarah'],
  ['am', 'am_adam+am_michael'],
]);

/** OpenAI's voice names: the native voice or alias that speaks for each, and how that is listed. */
export const openaiVoices: ReadonlyMap<string, string> = new Map([
  ['alloy', 'af_sky'],
  ['ash', 'am_michael'],
  ['ballad', 'bm_george'],
  ['cedar', 'am_puck'],
  ['coral', 'af_aoede'],
  ['echo', 'am'],
  ['fable', 'af'],
  ['marin', 'af_heart'],
  ['nova', 'af_nova'],
  ['onyx', 'am_adam'],
  ['sage', 'af_kore'],
  ['shimmer', 'af_bella'],
  ['verse', 'am_fenrir'],
]);

/** Frames of 25 ms that a symbol lasts at speed 1; measured on a line for each voice, whose pauses make it 3.5 at most. */
const SLOW: ReadonlyMap<string, number> = new Map([['af_nicole', 4.2]]);
const USUAL_PACE = 3;

/** How slow a voice is: frames of 25 ms that a symbol lasts at speed 1. */
export function framesPerSymbol(voiceId: string): number {
  return SLOW.get(voiceId) ?? USUAL_PACE;
}

/** The language a voice speaks, from the first letter of its id; American English for one that is not named by Kokoro's rule. */
export function spokenLanguage(voiceId: string): Language {
  return languages[voiceId[0] ?? '']?.speaks ?? 'en-us';
}

/** What is known of a voice from its id alone. */
export function describeVoice(id: string, grade: string | null = null, legacy = false): VoiceInfo {
  const given = id.slice(id.indexOf('_') + 1).replace(/^v0/, '') || 'default';
  return {
    id,
    name: `${given[0]!.toUpperCase()}${given.slice(1)}${legacy ? ' (v0.19)' : ''}`,
    language: languages[id[0] ?? '']?.bcp47 ?? 'en-US',
    gender: id[1] === 'm' ? 'male' : 'female',
    grade,
    legacy,
  };
}

function describe(list: string, legacy: boolean): VoiceInfo[] {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [id, grade] = entry.split(':');
      return describeVoice(id!, grade ?? null, legacy);
    });
}
