import { request } from 'undici';
import { eventually } from './kubectl.ts';
import type { Kubectl } from './kubectl.ts';

/** A service without pods on a cluster of `npm run up -- --with keda`. */
export interface Sleeper {
  namespace: string;
  /** Waits until no pod is left and the status says so; `now` ends them without waiting for the idle time. */
  asleep(now: boolean): Promise<void>;
  /** The IP address of the Service that clients use. */
  address: string;
  /** Sends one request there, under the full name of the Service or another one. */
  speak(input: string, host?: string): Promise<Spoken>;
  phase(): Promise<string | undefined>;
  remove(): Promise<void>;
}

/** What became of one request. */
export interface Spoken {
  status: number;
  /** From the request to the first byte of the sound, in seconds. */
  firstSeconds: number;
  bytes: number;
  retryAfter: string | undefined;
}

const name = 'sleeper';
/** A held request waits two minutes for a pod; a busy server has its own limit. */
const PATIENCE_MS = 300_000;

/** Makes a service with minReplicas 0 in a namespace of its own, with the CA and image of the sample, and waits until KEDA scales it. */
export async function makeSleeper(k: Kubectl, namespace: string, maxReplicas: number): Promise<Sleeper> {
  const sample = await k.json<{ spec: { model: { caBundleRef?: { name: string } }; image?: object } }>([
    ...['get', 'tts', 'pattern-tts', '-n', 'pattern-agentic'],
  ]);
  const { image, model } = sample.spec;
  await k.run(['create', 'namespace', namespace]);
  await k.ok(['label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted', '--overwrite']);
  if (model.caBundleRef) {
    const { data } = await k.json<{ data: object }>([
      ...['get', 'configmap', model.caBundleRef.name, '-n', 'pattern-agentic'],
    ]);
    const metadata = { name: model.caBundleRef.name, namespace };
    await k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }));
  }
  await k.apply(
    JSON.stringify({
      apiVersion: 'tts.pattern-agentic.io/v1alpha1',
      kind: 'TTSService',
      metadata: { name, namespace },
      spec: {
        model: { voices: ['af_heart'], ...(model.caBundleRef ? { caBundleRef: model.caBundleRef } : {}) },
        scaling: { minReplicas: 0, maxReplicas, idleAfter: '30s' },
        ...(image ? { image } : {}),
        compute: { resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { cpu: '2', memory: '2Gi' } } },
      },
    }),
  );
  const condition = async (type: string) => {
    interface Seen {
      status?: { conditions?: { type: string; status: string; message: string }[] };
    }
    const seen = await k.get<Seen>('tts', name, namespace);
    return seen?.status?.conditions?.find((one) => one.type === type);
  };
  const scaled = async (): Promise<boolean> => (await condition('Autoscaling'))?.status === 'True';
  await eventually('KEDA scales the service', scaled, 300_000, 500).catch(async (error: unknown) => {
    throw new Error(`Autoscaling: ${(await condition('Autoscaling'))?.message}`, { cause: error });
  });
  interface Service {
    spec: { clusterIP: string };
  }
  const { spec } = await k.json<Service>(['get', 'service', `${name}-service`, '-n', namespace]);
  const phase = async (): Promise<string | undefined> =>
    (await k.get<{ status?: { phase?: string } }>('tts', name, namespace))?.status?.phase;
  const pods = async (): Promise<number> =>
    (await k.json<{ items: object[] }>(['get', 'pods', '-n', namespace, '-l', `app=${name}-service`])).items.length;
  return {
    namespace,
    phase,
    async asleep(now) {
      if (now) await k.ok(['scale', 'deployment', name, '-n', namespace, '--replicas=0']);
      await eventually('no pod is left', async () => (await pods()) === 0, 180_000, 500);
      await eventually('the service sleeps', async () => (await phase()) === 'Sleeping', 60_000, 500);
    },
    address: spec.clusterIP,
    speak: (input, host = `${name}-service.${namespace}.svc.cluster.local`) => speak(spec.clusterIP, host, input),
    async remove() {
      await k.run(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=180s']);
    },
  };
}

async function speak(address: string, host: string, input: string): Promise<Spoken> {
  const started = performance.now();
  const { statusCode, headers, body } = await request(`http://${address}/v1/audio/speech`, {
    method: 'POST',
    headers: { host, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', input, voice: 'af_heart' }),
    ...{ headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS },
  });
  let first: number | undefined;
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    first ??= performance.now();
    bytes += chunk.length;
  }
  const firstSeconds = ((first ?? performance.now()) - started) / 1000;
  return { status: statusCode, firstSeconds, bytes, retryAfter: headers['retry-after']?.toString() };
}
