import { formatNames } from '../../runtime/audio/encoders.ts';
import type { FormatName } from '../../runtime/audio/encoders.ts';
import { randomNumbers } from '../../runtime/testing/random-numbers.ts';

export interface MixedRequest {
  model: 'tts-1';
  input: string;
  voice: string;
  response_format: FormatName;
  speed: number;
  stream_format?: 'audio' | 'sse';
}

const sentences: readonly (readonly [voice: string, sentences: readonly string[]])[] = [
  ['af_heart', ['Good morning.', 'The train leaves at half past nine.', 'Nobody had told them about the weather.']],
  ['bf_emma', ['How lovely.', 'The colour of the lift is grey.', 'We shall meet at the theatre tomorrow.']],
  ['ef_dora', ['Buenos días.', 'El tren sale a las nueve y media.', 'Nadie sabía nada del tiempo.']],
  ['ff_siwis', ['Bonjour.', 'Le train part à neuf heures et demie.', "Personne ne savait rien de l'orage."]],
  ['hf_alpha', ['नमस्ते।', 'गाड़ी साढ़े नौ बजे जाती है।', 'आज मौसम बहुत अच्छा है।']],
  ['if_sara', ['Buongiorno.', 'Il treno parte alle nove e mezza.', 'Nessuno sapeva niente del tempo.']],
  ['pf_dora', ['Bom dia.', 'O trem sai às nove e meia.', 'Ninguém sabia nada do tempo.']],
  ['jf_alpha', ['おはようございます。', '電車は九時半に出ます。', '今日はとてもいい天気です。']],
  ['zf_xiaobei', ['早上好。', '火车九点半出发。', '今天天气非常好。']],
];

/** Requests over all languages, formats, speeds and lengths up to `longest` sentences, each with a text of its own; 0: a greeting. */
export function mixedRequests(count: number, longest: number, seed = 1): MixedRequest[] {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const [voice, texts] = sentences[n % sentences.length]!;
    const some = Array.from({ length: 1 + Math.floor(random() * longest) }, () => pick(texts));
    const stream = pick([undefined, 'audio', 'sse'] as const);
    return {
      model: 'tts-1',
      input: longest === 0 ? texts[0]! : `${n}. ${some.join(' ')}`,
      voice,
      response_format: formatNames[Math.floor(n / sentences.length) % formatNames.length]!,
      speed: pick([0.8, 1, 1.5, 2]),
      ...(stream && { stream_format: stream }),
    };
  });
}
