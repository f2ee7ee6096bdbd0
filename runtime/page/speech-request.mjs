/**
 * @typedef {object} Choices what is chosen on the page
 * @property {'text' | 'ssml' | 'live'} mode
 * @property {string} input
 * @property {string} voice id of a voice
 * @property {string} blend id of a second voice, or ''
 * @property {number} share per cent of the second voice
 * @property {number} speed
 * @property {string} format
 * @property {string} loudness LUFS, or ''
 * @property {string[]} lexicons
 */

/**
 * The voice as the API takes it: an id, or a blend of two.
 * @param {Pick<Choices, 'voice' | 'blend' | 'share'>} choices
 */
export function voiceOf({ voice, blend, share }) {
  return blend && blend !== voice ? `${voice}(${100 - share})+${blend}(${share})` : voice;
}

/**
 * The body of POST /v1/audio/speech. Fields that are as they would be anyway are left out.
 * @param {Choices} choices
 */
export function speechBody(choices) {
  const { mode, input, speed, format, loudness, lexicons } = choices;
  return {
    model: 'kokoro',
    input,
    voice: voiceOf(choices),
    response_format: format,
    ...(mode === 'ssml' && { input_type: 'ssml' }),
    ...(speed !== 1 && { speed }),
    ...(loudness && { loudness: Number(loudness) }),
    ...(lexicons.length > 0 && { lexicons }),
  };
}

/**
 * The first message of a session over the WebSocket.
 * @param {Choices} choices
 */
export function sessionConfig(choices) {
  const { speed, lexicons } = choices;
  return {
    type: 'session.config',
    voice: voiceOf(choices),
    response_format: 'pcm',
    stream_audio: true,
    word_timestamps: true,
    ...(speed !== 1 && { speed }),
    ...(lexicons.length > 0 && { lexicons }),
  };
}
