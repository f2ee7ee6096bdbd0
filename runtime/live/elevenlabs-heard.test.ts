import { expect, test } from 'vitest';
import { NO_SPAN } from '../../tracing/span.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import type { LiveConnection } from './connection.ts';
import { Heard } from './elevenlabs-heard.ts';

test.each([{ codec: 'mp3', rate: 44_100 } as const, { codec: 'pcm', rate: 48_000 } as const])(
  'nothing follows the end of a context that is closed while $codec of it is encoded',
  async (encoding) => {
    const sent: object[] = [];
    const connection = { send: (message: object) => void sent.push(message), room: () => Promise.resolve() };
    const heard = new Heard(connection as unknown as LiveConnection, encoding, 'a', false);
    const hearing = heard.hear({ samples: new Float32Array(24_000) } as SpokenSegment, NO_SPAN);
    heard.over(undefined);
    await hearing;
    expect(sent).toEqual([{ audio: null, isFinal: true, contextId: 'a' }]);
  },
);
