import { setImmediate as nextTurn } from 'node:timers/promises';
// Not its native library, which writes what all threads encode into one buffer, and crashes where a thread ends.
import opus from '@evan/opus/wasm/index.js';
import { EncodedAudioPacketSource, EncodedPacket, OggOutputFormat } from 'mediabunny';
import { stream } from './containers.ts';
import type { PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

type Encoder = InstanceType<typeof opus.Encoder>;

const BITS_PER_SECOND = 48_000;

/** Samples of one Opus frame, 20 ms. */
const FRAME = 480;

// Of opus_defines.h.
const SET_BITRATE = 4002;
const SET_SIGNAL = 4024;
const GET_LOOKAHEAD = 4027;
const SIGNAL_VOICE = 3001;

/** Opus counts in samples of 48 kHz whatever it encodes (RFC 7845 section 4). */
const OPUS_RATE = 48_000;

/** Opus at 48 kbit/s in Ogg; the last page's position cuts off the padding, so that it decodes to every sample and no more. */
export function encodeOpus(pcm: PcmStream): AsyncGenerator<Uint8Array> {
  const source = new EncodedAudioPacketSource('opus');
  return stream(new OggOutputFormat({ maximumPageDuration: 0.2 }), source, pcm, (samples) =>
    addPackets(source, samples),
  );
}

async function addPackets(source: EncodedAudioPacketSource, pcm: PcmStream): Promise<void> {
  const encoder = new opus.Encoder({ channels: 1, sample_rate: SAMPLE_RATE, application: 'audio' });
  try {
    await addPacketsOf(encoder, source, pcm);
  } finally {
    encoder.drop();
  }
}

async function addPacketsOf(encoder: Encoder, source: EncodedAudioPacketSource, pcm: PcmStream): Promise<void> {
  encoder.ctl(SET_BITRATE, BITS_PER_SECOND);
  encoder.ctl(SET_SIGNAL, SIGNAL_VOICE);
  const lookahead = encoder.ctl(GET_LOOKAHEAD);
  const decoderConfig = {
    codec: 'opus',
    numberOfChannels: 1,
    sampleRate: OPUS_RATE,
    description: identificationHeader((lookahead * OPUS_RATE) / SAMPLE_RATE),
  };
  let position = 0;
  const add = async (samples: Int16Array) => {
    const frame = new Int16Array(FRAME);
    frame.set(samples);
    const packet = new EncodedPacket(
      encoder.encode(frame),
      'key',
      position / SAMPLE_RATE,
      samples.length / SAMPLE_RATE,
    );
    position += samples.length;
    await source.add(packet, { decoderConfig });
  };

  let rest = new Int16Array(0);
  for await (const samples of pcm) {
    const joined = concat(rest, samples);
    const whole = joined.length - (joined.length % FRAME);
    for (let offset = 0; offset < whole; offset += FRAME) {
      await add(joined.subarray(offset, offset + FRAME));
      await nextTurn();
    }
    rest = joined.slice(whole);
  }
  // What the encoder holds back comes out when as many zeros go in.
  const tail = concat(rest, new Int16Array(lookahead));
  for (let offset = 0; offset < tail.length; offset += FRAME) await add(tail.subarray(offset, offset + FRAME));
}

function concat(first: Int16Array, second: Int16Array): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** OpusHead (RFC 7845 section 5.1) for one channel. */
function identificationHeader(preSkip: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(19));
  [...'OpusHead'].forEach((char, index) => header.setUint8(index, char.charCodeAt(0)));
  header.setUint8(8, 1); // version
  header.setUint8(9, 1); // channels
  header.setUint16(10, preSkip, true);
  header.setUint32(12, SAMPLE_RATE, true);
  return new Uint8Array(header.buffer);
}
