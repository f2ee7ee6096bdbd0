import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from './kubectl.ts';
import type { DownloadEnd, Pod } from './played-kubelet.ts';

interface Container {
  args: string[];
  env?: { name: string; value: string }[];
  volumeMounts: { name: string; mountPath: string }[];
}
interface Volume {
  name: string;
  configMap?: { name: string };
  secret?: { secretName: string };
  persistentVolumeClaim?: { claimName: string };
}
interface PodSpec {
  containers: Container[];
  volumes: Volume[];
}

const entry = join(import.meta.dirname, '../../operator/model-store/main.ts');
/** A downloader that is not patient; addresses that it may ask come from its pod. */
const impatient = {
  MODEL_STALL_SECONDS: '0.5',
  MODEL_ATTEMPTS: '2',
  MODEL_BACKOFF_SECONDS: '0.02',
  MODEL_OPTIONAL_SECONDS: '1',
};

/** Runs the containers of download Jobs as processes of this machine; each claim is a folder, whose path `folderOf` tells. */
export async function realDownloads() {
  const root = await mkdtemp(join(tmpdir(), 'tts-claims-'));
  const runs: { pod: string; args: string[]; end: DownloadEnd }[] = [];

  const folderOf = (namespace: string, claim: string): string => join(root, namespace, claim);

  async function mount({ api }: Kubectl, volume: Volume, namespace: string, scratch: string): Promise<string> {
    if (volume.persistentVolumeClaim) {
      const folder = folderOf(namespace, volume.persistentVolumeClaim.claimName);
      await mkdir(folder, { recursive: true });
      return folder;
    }
    const folder = join(scratch, volume.name);
    await mkdir(folder);
    const [kind, name] = volume.configMap
      ? ['configmaps', volume.configMap.name]
      : ['secrets', volume.secret?.secretName ?? ''];
    if (name === '') return folder;
    const { data = {} } = await api.json<{ data?: Record<string, string> }>(
      'GET',
      `/api/v1/namespaces/${namespace}/${kind}/${name}`,
    );
    for (const [key, text] of Object.entries(data))
      await writeFile(join(folder, key), kind === 'secrets' ? Buffer.from(text, 'base64') : text);
    return folder;
  }

  async function run(k: Kubectl, pod: Pod): Promise<DownloadEnd> {
    const { namespace, name } = pod.metadata;
    const { containers, volumes } = pod.spec as unknown as PodSpec;
    const [container] = containers;
    if (!container) throw new Error(`pod ${name} has no container`);
    const scratch = await mkdtemp(join(tmpdir(), 'tts-download-'));
    try {
      const places = new Map<string, string>();
      for (const volume of volumes) places.set(volume.name, await mount(k, volume, namespace, scratch));
      const here = (value: string): string => {
        const at = container.volumeMounts.find(({ mountPath }) => `${value}/`.startsWith(`${mountPath}/`));
        return at ? `${places.get(at.name)}${value.slice(at.mountPath.length)}` : value;
      };
      const result = join(scratch, 'result.json');
      const env = {
        ...impatient,
        PATH: process.env.PATH,
        MODEL_RESULT_FILE: result,
        ...Object.fromEntries((container.env ?? []).map((one) => [one.name, here(one.value)])),
      };
      const code = await new Promise<number>((resolve) => {
        const child = execFile(process.execPath, [entry, ...container.args], { env }, () =>
          resolve(child.exitCode ?? 1),
        );
      });
      const end = { succeeded: code === 0, result: JSON.parse(await readFile(result, 'utf8')) as object };
      runs.push({ pod: name, args: container.args, end });
      return end;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  return { run, runs, folderOf, end: () => rm(root, { recursive: true, force: true }) };
}
