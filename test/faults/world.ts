import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Status } from '../../operator/api/status.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { ctr } from '../../tools/cluster/container-runtime.ts';
import { findNode, startNode } from '../../tools/cluster/node.ts';
import { repoRoot } from '../../tools/cluster/paths.ts';
import { daemons } from '../../tools/cluster/process.ts';
import { tryTo } from '../../tools/cluster/shell.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import { keepAsking } from '../support/keep-asking.ts';
import type { Served } from '../support/keep-asking.ts';

export const NAMESPACE = 'faults';
const RESULTS = join(repoRoot, '.state/faults.json');
const MANAGED = 'app.kubernetes.io/managed-by=tts-operator';

export interface TTSObject extends KubeObject {
  spec: { model: { caBundleRef?: { name: string } } };
  status?: Status;
}

export interface PodObject extends KubeObject {
  spec: { nodeName?: string };
  status: {
    phase: string;
    podIP?: string;
    containerStatuses?: { name: string; containerID?: string; ready: boolean; restartCount: number }[];
  };
}

/** One line of the results: what was broken, how long until all was well again, and what clients saw meanwhile. */
export interface Outcome extends Served {
  fault: string;
  /** From the end of the fault until every service was Ready again. */
  recoverySeconds: number;
}

/** The embedded node with the sample on it, and one service of our own that is asked for speech all the time. */
export async function theWorld() {
  const node = findNode();
  if (!node) throw new Error('the faults need the embedded node: npm run up');
  const k = kubectl(node.kubeconfig, node.binaries);
  const programs = daemons(node.state, node.binaries);

  const services = async (): Promise<TTSObject[]> => (await k.json<{ items: TTSObject[] }>(['get', 'tts', '-A'])).items;
  const managed = async (kinds: string): Promise<KubeObject[]> =>
    (await k.json<{ items: KubeObject[] }>(['get', kinds, '-A', '-l', MANAGED])).items;
  const pods = async (selector: string, namespace = NAMESPACE): Promise<PodObject[]> =>
    (await k.json<{ items: PodObject[] }>(['get', 'pods', '-n', namespace, '-l', selector])).items.filter(
      ({ metadata, status }) =>
        !metadata.deletionTimestamp && status.phase !== 'Succeeded' && status.phase !== 'Failed',
    );

  async function allReady(timeoutMs = 240_000): Promise<void> {
    await eventually(
      'every service is Ready',
      async () => {
        const all = await services();
        return all.length > 0 && all.every(isReady);
      },
      timeoutMs,
      500,
    );
  }

  /** Process id of a pod's container on this machine. */
  async function processOf(pod: PodObject, container: string): Promise<number> {
    const id = pod.status.containerStatuses?.find(({ name }) => name === container)?.containerID?.replace(/^.*\//, '');
    const tasks = await ctr(node!.binaries, node!.state, 'tasks', 'ls');
    const pid = Number(new RegExp(`^${id ?? 'none'}\\s+(\\d+)\\s+RUNNING`, 'm').exec(tasks)?.[1]);
    if (!pid) throw new Error(`no running container ${container} of ${pod.metadata.name}`);
    return pid;
  }

  return {
    node,
    k,
    programs,
    services,
    pods,
    managed,
    allReady,
    processOf,
    operators: () => pods('app.kubernetes.io/name=tts-operator', 'tts-system'),
    /** kill -9 of one of the node's own programs. */
    killProgram(name: string): void {
      const pid = programs.pidOf(name);
      if (pid === undefined) throw new Error(`${name} does not run`);
      process.kill(pid, 'SIGKILL');
    },
    /** Starts whatever part of the node does not run, as its service manager would. */
    startNode: () => startNode(() => undefined),
    /** A TTSService in the namespace of the faults, small enough to run beside the sample. */
    async apply(name: string, spec: object = {}): Promise<void> {
      const [sample] = (await k.json<{ items: TTSObject[] }>(['get', 'tts', '-n', 'pattern-agentic'])).items;
      const ca = sample?.spec.model.caBundleRef;
      const given = spec as { model?: object };
      await k.apply(
        JSON.stringify({
          apiVersion: 'tts.pattern-agentic.io/v1alpha1',
          kind: 'TTSService',
          metadata: { name, namespace: NAMESPACE },
          spec: {
            compute: { resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { cpu: '2', memory: '2Gi' } } },
            ...given,
            model: {
              voices: ['af_heart'],
              ...given.model,
              ...(ca ? { caBundleRef: { name: ca.name, key: 'ca.crt' } } : {}),
            },
          },
        }),
      );
    },
    /** Makes the namespace anew, with what a download needs to trust this machine's registries. */
    async prepare(): Promise<void> {
      await k.ok(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=180s']);
      await k.ok(['create', 'namespace', NAMESPACE]);
      await k.ok(['label', '--overwrite', 'namespace', NAMESPACE, 'pod-security.kubernetes.io/enforce=restricted']);
      const ca = await k.get<KubeObject & { data: object }>('configmap', 'machine-ca', 'pattern-agentic');
      if (ca)
        await k.apply(
          JSON.stringify({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'machine-ca', namespace: NAMESPACE },
            data: ca.data,
          }),
        );
    },
    /** Address of a service, as pods and this machine reach it. */
    async address(name: string): Promise<string> {
      const { spec } = await k.json<{ spec: { clusterIP: string } }>([
        'get',
        'service',
        `${name}-service`,
        '-n',
        NAMESPACE,
      ]);
      return `http://${spec.clusterIP}`;
    },
    /** The folder on the node's disk that a service's claim is bound to. */
    async volumeOf(name: string): Promise<string> {
      const { status } = (await k.get<TTSObject>('tts', name, NAMESPACE)) ?? {};
      const claim = (status as { volume?: string } | undefined)?.volume ?? '';
      const { spec } = await k.json<{ spec: { volumeName: string } }>(['get', 'pvc', claim, '-n', NAMESPACE]);
      const folder = readdirSync(join(node.state, 'volumes')).find((entry) => entry.startsWith(spec.volumeName));
      if (folder === undefined) throw new Error(`no folder of ${spec.volumeName}`);
      return join(node.state, 'volumes', folder);
    },
    /**
     * Asks for speech all the time, breaks something, waits until every service is Ready again by itself, checks that nothing was lost,
     * doubled or left over, and records what the clients saw.
     */
    async survive(fault: string, url: string, breakIt: () => Promise<void>): Promise<Outcome> {
      const before = await acknowledged();
      await routesFollow();
      const asking = keepAsking([url]);
      let recoverySeconds: number;
      try {
        await breakIt();
        const ended = Date.now();
        await allReady();
        recoverySeconds = (Date.now() - ended) / 1000;
        await new Promise((resolve) => setTimeout(resolve, 3000));
      } finally {
        record({ fault, recoverySeconds: NaN, ...(await asking.stop()) });
      }
      const outcome = { ...results().find((one) => one.fault === fault)!, recoverySeconds };
      record(outcome);
      await nothingLost(before);
      await nothingDoubledOrLeft();
      return outcome;
    },
  };

  /**
   * A new Service of the same pods answers: controller manager and kube-proxy follow changes again. After half a minute without an API
   * server their watches are tried up to a minute apart, and the requests of the next fault would go to pods that are gone.
   */
  async function routesFollow(): Promise<void> {
    const spec = { selector: { app: 'voice-service' }, ports: [{ port: 80, targetPort: 'http' }] };
    const metadata = { name: 'follows', namespace: NAMESPACE };
    await k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata, spec }));
    const { spec: made } = await k.json<{ spec: { clusterIP: string } }>([
      'get',
      'service',
      'follows',
      '-n',
      NAMESPACE,
    ]);
    const ask = ['-sf', '--max-time', '1', `http://${made.clusterIP}/livez`];
    await eventually('kube-proxy follows', async () => (await tryTo('curl', ask)) !== undefined, 240_000);
    await k.ok(['delete', 'service', 'follows', '-n', NAMESPACE]);
  }

  /** What the API server had confirmed: services, and volumes that were said to be verified. */
  async function acknowledged(): Promise<Map<string, string>> {
    const objects = [...(await services()), ...(await managed('deployments,services'))];
    return new Map(objects.map((object) => [nameOf(object), object.metadata.uid ?? '']));
  }

  async function nothingLost(before: Map<string, string>): Promise<void> {
    const now = await acknowledged();
    for (const [name, uid] of before) expect(`${name} ${now.get(name)}`).toBe(`${name} ${uid}`);
  }

  async function nothingDoubledOrLeft(): Promise<void> {
    await eventually(
      'no duplicate and no orphan',
      async () => {
        const problems = problemsOf(
          await services(),
          await managed('deployments,services,jobs,pvc,configmaps,pdb,networkpolicies,replicasets,pods'),
        );
        if (problems.length > 0) throw new Error(problems.join('; '));
        return true;
      },
      60_000,
      1000,
    );
  }
}

export type World = Awaited<ReturnType<typeof theWorld>>;

function isReady({ metadata, status }: TTSObject): boolean {
  const of = (type: string) => status?.conditions?.find((condition) => condition.type === type);
  return (
    status?.observedGeneration === metadata.generation &&
    of('Ready')?.status === 'True' &&
    of('Progressing')?.status === 'False'
  );
}

const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** Objects whose owners are gone, second Deployments of a service, second active downloads of a volume, old ReplicaSets with pods. */
function problemsOf(services: TTSObject[], objects: KubeObject[]): string[] {
  const known = new Set([...services, ...objects].map(({ metadata }) => metadata.uid));
  const problems = objects
    .filter(({ metadata }) => metadata.ownerReferences?.every(({ uid }) => !known.has(uid)))
    .map((object) => `${nameOf(object)} has no owner any more`);
  const twice = (kind: string, key: (object: KubeObject) => string | undefined): void => {
    const seen = new Map<string, string>();
    for (const object of objects.filter((one) => one.kind === kind)) {
      const value = key(object);
      if (value === undefined) continue;
      const other = seen.get(value);
      if (other !== undefined) problems.push(`${nameOf(object)} and ${other} are for the same ${value}`);
      seen.set(value, nameOf(object));
    }
  };
  twice('Deployment', ({ metadata }) => metadata.ownerReferences?.[0]?.uid);
  twice('Job', ({ metadata, status }) =>
    (status as { active?: number } | undefined)?.active
      ? `${metadata.namespace} ${metadata.labels?.['tts.pattern-agentic.io/volume']}`
      : undefined,
  );
  twice('ReplicaSet', ({ metadata, spec }) =>
    (spec as { replicas?: number }).replicas ? metadata.ownerReferences?.[0]?.uid : undefined,
  );
  return problems;
}

function results(): Outcome[] {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as Outcome[];
  } catch {
    return [];
  }
}

/** Keeps the newest result of each fault. */
function record(outcome: Outcome): void {
  mkdirSync(join(repoRoot, '.state'), { recursive: true });
  const others = results().filter(({ fault }) => fault !== outcome.fault);
  writeFileSync(RESULTS, `${JSON.stringify([...others, outcome], null, 2)}\n`);
}

/** Runs iptables on this machine. */
export function iptables(...args: string[]): void {
  execFileSync('iptables', ['-w', '10', ...args]);
}
