import { good } from './test-server.ts';

/** A request as the source of a client builds it. */
export interface RecordedRequest {
  method: 'GET' | 'POST' | 'OPTIONS';
  path: string;
  headers?: Record<string, string>;
  body?: object;
  /** Media type of the answer; none for one without a body. */
  answer: RegExp | null;
}

const { input } = good;
const key = { authorization: 'Bearer sk-a' };
const emptyKey = { authorization: 'Bearer ' };
const speech = '/v1/audio/speech';
const json = /^application\/json/;

/** What clients that are no packages send: applications, and integrations of applications. */
export const recordedRequests: Readonly<Record<string, readonly RecordedRequest[]>> = {
  'Open WebUI': [
    { method: 'GET', path: '/v1/audio/models', answer: json },
    { method: 'GET', path: '/v1/audio/voices', answer: json },
    {
      method: 'POST',
      path: speech,
      headers: { ...key, 'x-openwebui-user-name': 'Ada', 'x-openwebui-user-role': 'admin' },
      // An administrator's additional parameters are merged into the body.
      body: { input, model: 'tts-1', voice: 'alloy', response_format: 'mp3', speed: 1.1 },
      answer: /^audio\/mpeg/,
    },
  ],
  SillyTavern: [
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: { input, response_format: 'mp3', voice: 'af_sky', speed: 1, model: 'tts-1' },
      answer: /^audio\/mpeg/,
    },
  ],
  'Home Assistant, openai_tts': [
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: {
        model: 'kokoro',
        input,
        voice: 'af_sky',
        response_format: 'wav',
        speed: 1,
        instructions: null,
        // Its extra_payload.
        lang_code: 'a',
        volume_multiplier: 1.2,
      },
      answer: /^audio\/wav/,
    },
  ],
  'Home Assistant, Kokoro-TTS': [
    { method: 'GET', path: '/v1/models', headers: key, answer: json },
    { method: 'GET', path: '/v1/audio/voices', headers: key, answer: json },
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: { model: 'kokoro', input, response_format: 'mp3', download_format: 'mp3', speed: 1, stream: false },
      answer: /^audio\/mpeg/,
    },
  ],
  wyoming_openai: [
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: { model: 'tts-1', voice: 'alloy', input, response_format: 'wav', speed: 1, instructions: 'Speak calmly.' },
      answer: /^audio\/wav/,
    },
  ],
  'Obsidian, Aloud': [
    {
      method: 'OPTIONS',
      path: speech,
      headers: {
        origin: 'app://obsidian.md',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
      answer: null,
    },
    {
      method: 'POST',
      path: speech,
      headers: { ...key, origin: 'app://obsidian.md' },
      body: { model: 'kokoro', voice: '', input, speed: 1, response_format: 'mp3' },
      answer: /^audio\/mpeg/,
    },
  ],
  'OpenReader WebUI': [
    { method: 'GET', path: '/v1/audio/voices', headers: key, answer: json },
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: { model: 'kokoro', voice: 'af_sky(1)+af_bella(1)', input, speed: 1, response_format: 'mp3' },
      answer: /^audio\/mpeg/,
    },
  ],
  n8n: [
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: { model: 'tts-1', input, voice: 'alloy', response_format: 'opus', speed: 1 },
      answer: /^audio\/ogg/,
    },
  ],
  'Kokoro-FastAPI, its page': [
    { method: 'GET', path: '/v1/audio/voices?legacy=true', headers: key, answer: json },
    {
      method: 'POST',
      path: speech,
      headers: key,
      body: {
        input,
        voice: 'af_sky(1)+af_bella(0.5)',
        response_format: 'mp3',
        download_format: 'mp3',
        stream: true,
        speed: 1,
        return_download_link: false,
        lang_code: 'a',
        volume_multiplier: 1,
        normalization_options: null,
      },
      answer: /^audio\/mpeg/,
    },
  ],
  'Kokoro-FastAPI, captions': [
    {
      method: 'POST',
      path: '/dev/captioned_speech',
      headers: key,
      body: {
        model: 'kokoro',
        input,
        voice: 'af_sky',
        speed: 1.2,
        response_format: 'mp3',
        stream: false,
        return_timestamps: true,
        normalization_options: { normalize: false },
      },
      answer: json,
    },
    {
      method: 'POST',
      path: '/dev/captioned_speech',
      headers: key,
      body: { input, voice: 'af_sky', speed: 1, response_format: 'wav', stream: true },
      answer: json,
    },
  ],
};

/** Requests of clients that have no key to send. */
export const withoutKey: readonly RecordedRequest[] = [
  { method: 'POST', path: speech, headers: emptyKey, body: { ...good }, answer: /^audio\/mpeg/ },
];
