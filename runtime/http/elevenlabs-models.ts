import type { IncomingHttpHeaders } from 'node:http';
import { nativeVoices } from '../model/voice-catalog.ts';
import { models } from './model-names.ts';

/** Whether a request comes from an SDK of ElevenLabs, whose list of models has the path of OpenAI's. */
export function asksAsElevenLabs(headers: IncomingHttpHeaders): boolean {
  return headers['xi-api-key'] !== undefined || /elevenlabs/i.test(String(headers['x-fern-sdk-name']));
}

/** GET /v1/models as ElevenLabs answers it. */
export function elevenLabsModels(maxTextLength: number): object[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const spoken = [...new Set(nativeVoices.map(({ language }) => language.slice(0, 2)))];
  const languages = spoken.map((id) => ({ language_id: id, name: names.of(id) ?? id }));
  return models.map(({ id, description }) => ({
    ...{ model_id: id, name: id, description, languages },
    can_do_text_to_speech: true,
    can_be_finetuned: false,
    can_do_voice_conversion: false,
    can_use_style: false,
    can_use_speaker_boost: false,
    serves_pro_voices: false,
    token_cost_factor: 1,
    requires_alpha_access: false,
    max_characters_request_free_user: maxTextLength,
    max_characters_request_subscribed_user: maxTextLength,
    maximum_text_length_per_request: maxTextLength,
  }));
}
