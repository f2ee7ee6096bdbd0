/** The model names this server answers to, with how each is listed; all are the one Kokoro model it serves. */
export const models: readonly { id: string; description: string }[] = [
  { id: 'tts-1', description: 'Standard quality TTS' },
  { id: 'tts-1-hd', description: 'High definition TTS' },
  { id: 'kokoro', description: 'Native Kokoro model' },
  { id: 'gpt-4o-mini-tts', description: 'Accepted for compatibility; instructions have no effect' },
];

export const acceptedModels: readonly string[] = models.map((model) => model.id);
