import { expect, test } from 'vitest';
import { NO_SPAN } from '../../tracing/span.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import type { LiveConnection } from './connection.ts';
import { Utterance, config } from './native-utterance.ts';

test('nothing follows the end of an utterance that is cancelled while its file is encoded', async () => {
  const sent: string[] = [];
  const connection = {
    send: ({ type }: { type: string }) => void sent.push(type),
    sendBytes: () => {
      sent.push('bytes');
      if (sent.filter((type) => type === 'bytes').length === 2) utterance.over(true, undefined);
      return Promise.resolve();
    },
  };
  const mp3 = config.parse({ type: 'session.config', response_format: 'mp3' });
  const utterance = new Utterance(connection as unknown as LiveConnection, mp3, 0);
  utterance.start('On it goes.');
  await utterance.hear({ samples: new Float32Array(120_000) } as SpokenSegment, NO_SPAN);
  await utterance.done(NO_SPAN);
  expect(sent).toEqual(['audio.start', 'bytes', 'bytes', 'audio.done', 'session.done']);
});
