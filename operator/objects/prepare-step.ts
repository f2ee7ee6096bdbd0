import type { V1Container } from '@kubernetes/client-node';
import { CONTAINER } from '../api/names.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import { containerSecurity, filesMount, temporaryMount } from './pod-parts.ts';
import { runtimeImage } from './runtime-image.ts';
import type { Served } from './served.ts';
import { PREPARED_RECORD, ofNode, settingsOf } from './server-settings.ts';

/** What the step before the server needs of the server's environment. */
export const PREPARES = new Set(['TTS_MODEL_PATH', 'TTS_MODEL_DIGEST', 'TTS_TEMP_DIR']);

/**
 * Puts the prepared model where the server finds it, from the volume or, where that has none that is on record, by preparing it
 * and keeping it there. It may write to the volume, which the server may not, and it never fails: a server prepares by itself.
 */
export function prepareStep(service: TTSService, served: Served, config: OperatorConfig): V1Container {
  const { spec } = service;
  return {
    name: CONTAINER.prepare,
    image: runtimeImage(spec, config),
    imagePullPolicy: spec.image.pullPolicy,
    // An image that has no such program is none that keeps the server from starting.
    command: [
      ...['node', '--max-semi-space-size=1', '--eval'],
      'import("./dist/runtime/model/keep-main.js").catch((error) => console.log(error.message))',
    ],
    env: [
      ...settingsOf(service, served).filter(({ name }) => PREPARES.has(name)),
      { name: 'TTS_PREPARED_RECORD', value: PREPARED_RECORD },
      { name: 'TTS_RUNTIME_IMAGE', value: runtimeImage(spec, config) },
    ],
    resources: ofNode(spec, served),
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: 'models', mountPath: '/models' }, filesMount, temporaryMount],
  };
}
