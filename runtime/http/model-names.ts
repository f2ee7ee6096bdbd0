/** The model names this server answers to, with how each is listed; all are the one Kokoro model it serves. */
export const models: readonly { id: string; description: string }[] = [
  { id: 'tts-1', description: 'Standard quality TTS' },
  { id: 'tts-1-hd', description: 'High definition TTS' },
  { id: 'kokoro', description: 'Native Kokoro model' },
  { id: 'gpt-4o-mini-tts', description: 'Accepted for compatibility; instructions have no effect' },
];

export const acceptedModels: readonly string[] = models.map((model) => model.id);

/** The name of its weights, which clients of other servers send. */
const ALIAS = 'hexgrad/kokoro-82m';

/** How a model is listed that a client names, in capitals or not; undefined for one that is not here. */
export function listedModel(name: string): string | undefined {
  const plain = name.toLowerCase();
  return plain === ALIAS ? 'kokoro' : acceptedModels.find((model) => model === plain);
}
