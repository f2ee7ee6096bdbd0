import type { V1ResourceRequirements } from '@kubernetes/client-node';
import { secondsOf } from '../api/fields.ts';
import type { TTSService } from '../api/resource.ts';
import { resourcesOf } from './default-resources.ts';
import { roomOf, withEphemeralStorage } from './ephemeral-storage.ts';
import { lexiconFolder } from './lexicons.ts';
import { environment } from './pod-parts.ts';
import { PREPARED_KEY } from './prepared.ts';
import type { Served } from './served.ts';
import { tracingVariables } from './tracing.ts';

/** The server's own port (docs/architecture.md, the contract), which everything finds by its name. */
export const PORT = { name: 'http', number: 8205 };

/**
 * A server that finds the model's files gone or altered looks again for so long, then ends: its end is what the operator sees. Where no
 * container has checked them before, damage is likelier, and a repair should begin soon.
 */
const MODEL_WAIT_SECONDS = { checked: 60, unchecked: 10 };

/** Where a container finds the record of what pods have prepared. */
export const PREPARED_RECORD = `/etc/tts/model/${PREPARED_KEY}`;

/** The environment of a server; the spec's own comes last and replaces ours. */
export function settingsOf({ metadata, spec: { server, compute } }: TTSService, served: Served) {
  const own = new Set(server.env.map(({ name }) => name));
  const settings = environment({
    TTS_ENVIRONMENT: server.environment,
    TTS_LOG_LEVEL: server.logLevel,
    TTS_HOST: '::',
    TTS_PORT: String(PORT.number),
    TTS_MODEL_PATH: served.path,
    TTS_MODEL_WAIT: String(served.check ? MODEL_WAIT_SECONDS.checked : MODEL_WAIT_SECONDS.unchecked),
    TTS_MODEL_DIGEST: served.digest,
    TTS_PREPARED_RECORD: served.check ? undefined : PREPARED_RECORD,
    USE_GPU: String(compute.device === 'gpu'),
    TTS_GPU_REPORT: compute.device === 'gpu' ? 'true' : undefined,
    TTS_MAX_TEXT_LENGTH: String(server.maxTextLength),
    TTS_TEMP_DIR: '/tmp/tts',
    TTS_LOUDNESS: server.loudness,
    ...tracingVariables(metadata, server.tracing),
    TTS_CORS_ORIGINS: server.corsOrigins?.join(','),
    TTS_SLEEP_AFTER: server.sleepAfter === undefined ? undefined : String(secondsOf(server.sleepAfter)),
    TTS_LANES: server.lanes === undefined ? undefined : String(server.lanes),
    TTS_API_KEYS_DIR: server.apiKeysSecretRef ? '/etc/tts/api-keys' : undefined,
    TTS_LEXICONS_DIR: lexiconFolder(server),
  });
  return [...settings.filter(({ name }) => !own.has(name)), ...server.env];
}

/** What a server asks of its node, with the room of its emptyDirs. */
export const ofNode = ({ compute }: TTSService['spec'], { volumes }: Served): V1ResourceRequirements =>
  withEphemeralStorage(resourcesOf(compute), roomOf(volumes));

/** The port that the server listens on: its own, or that of the spec's environment, which everything else finds by its name. */
export function portOf({ server }: Pick<TTSService['spec'], 'server'>): number {
  const own = Number(server.env.find(({ name }) => name === 'TTS_PORT')?.value);
  return Number.isInteger(own) && own > 0 && own < 65_536 ? own : PORT.number;
}
