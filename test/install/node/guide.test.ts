import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localRegistries } from '../../../operator/model-store/local-registries.ts';
import { repoRoot } from '../../../tools/cluster/paths.ts';
import { caFile, machineCA } from '../../../tools/helm/machine-values.ts';
import { fencedBlocks } from '../../docs/fenced-blocks.ts';
import { theCluster } from '../../e2e/cluster.ts';
import type { E2eCluster } from '../../e2e/cluster.ts';
import bringUp from '../../e2e/setup.ts';
import { eventually } from '../../support/kubectl.ts';

// docs/guides/install.md as a newcomer follows it, line by line; only the names of images and mirrors are this machine's.
const blocks = fencedBlocks(['docs/guides/install.md']).map(({ text }) => text);
const block = (pattern: RegExp): string => {
  const [found, ...others] = blocks.filter((text) => pattern.test(text));
  if (found === undefined || others.length > 0) throw new Error(`not one block of the guide has ${pattern.source}`);
  return found;
};
const folder = mkdtempSync(join(tmpdir(), 'tts-guide-'));
let cluster: E2eCluster;
let registries: Record<string, string>;

const ours = (text: string): string =>
  text
    .replaceAll(/registry\.example\/(tts-\w+):0\.1\.0/g, '$1:dev')
    .replaceAll('https://npm.mirror.example/', registries['TTS_NPM_REGISTRY'] ?? '')
    .replaceAll('https://pypi.mirror.example/simple', registries['TTS_PYPI_INDEX'] ?? '');

async function type(lines: string, cwd = repoRoot): Promise<string> {
  const { code, stdout, stderr } = await cluster.shell(`set -eo pipefail\n${lines}`, cwd);
  expect(code, `${lines}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/** Everything in the cluster that bears a name of this product, but what belongs to the embedded node. */
async function leftovers(): Promise<string[]> {
  const kinds = await cluster.k.ok(['api-resources', '--verbs=list', '-o', 'name']);
  const listed = kinds
    .split('\n')
    .filter((kind) => kind !== '' && !/^(events|componentstatuses|storageclasses)/.test(kind));
  const all = await cluster.k.ok(['get', listed.join(','), '-A', '--ignore-not-found', '--no-headers']);
  return all
    .split('\n')
    .filter((line) => /\btts|hello|pattern-tts|tts-operator/.test(line) && !/^kube-system/.test(line));
}

async function expectNothingLeft(): Promise<void> {
  await eventually(
    'nothing is left',
    async () => {
      const left = await leftovers();
      if (left.length > 0) throw new Error(left.join('\n'));
      return true;
    },
    120_000,
    2000,
  );
}

beforeAll(async () => {
  cluster = await theCluster();
  registries = await localRegistries();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bringUp();
}, 600_000);

const ways = {
  'plain YAML': {
    install: () => type(`${ours(block(/install\.yaml \| kubectl apply/))}\n${ours(block(/^kubectl set env/))}`),
    uninstall: 'kubectl delete -f config/install.yaml',
  },
  kustomize: {
    install: () => {
      const overlay = ours(block(/^# kustomization\.yaml/));
      writeFileSync(join(folder, 'kustomization.yaml'), overlay);
      return type(`cp -r ${repoRoot}/config ${repoRoot}/crds .\n${block(/apply --server-side -k/)}`, folder);
    },
    uninstall: 'kubectl delete -k config/default',
  },
};

test('what is there is removed by the line of the guide', async () => {
  await type(ways['plain YAML'].uninstall);
  await cluster.k.run(['delete', 'namespace', 'pattern-agentic', '--timeout=120s']);
  await expectNothingLeft();
}, 300_000);

describe.each(Object.entries(ways))('%s', (_, { install, uninstall }) => {
  test('from nothing to speech within ten minutes', async () => {
    const started = Date.now();
    await install();
    await type('kubectl rollout status deployment/tts-operator -n tts-system --timeout=120s');
    const first = block(/^kubectl create namespace speech/);
    const [namespace, applied] = [
      first.slice(0, first.indexOf('kubectl apply')),
      first.slice(first.indexOf('kubectl apply')),
    ];
    await type(namespace);
    let service = applied;
    if (caFile() !== undefined) {
      // docs/guides/mirrors.md: a private CA
      await type(`kubectl create configmap ${machineCA.configMap} -n speech --from-file=${machineCA.key}=${caFile()}`);
      service = applied.replace(
        '\nEND',
        `\nspec: {model: {caBundleRef: {name: ${machineCA.configMap}, key: ${machineCA.key}}}}\nEND`,
      );
    }
    // A person's typing takes longer than the port-forward needs to listen.
    await type(`trap 'kill %1' EXIT\n${service.replace('8205:80 &', '8205:80 > forward.log &\nsleep 2')}`, folder);
    const audio = readFileSync(join(folder, 'hello.mp3'));
    expect(await type(`file ${join(folder, 'hello.mp3')}`)).toMatch(/MPEG ADTS, layer III/);
    expect(audio.length).toBeGreaterThan(4000);
    const seconds = (Date.now() - started) / 1000;
    process.stderr.write(`from nothing to speech: ${seconds.toFixed(0)} s\n`);
    expect(seconds).toBeLessThan(600);
  }, 660_000);

  test('uninstalled, nothing is left', async () => {
    await type(uninstall);
    await type('kubectl delete namespace speech --timeout=120s');
    await expectNothingLeft();
  }, 300_000);
});
