import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** CRDs of other projects, as their own Go modules publish them; the sum is Go's own (go.dev/ref/mod#go-sum-files). */
const published = {
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    files: ['servicemonitors', 'podmonitors', 'prometheusrules'].map(
      (kind) => `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml`,
    ),
  },
  keda: {
    module: 'github.com/kedacore/keda/v2@v2.21.0',
    sum: 'h1:R6z2HZvstK4RLUMxroNACzBj74xGxt3kG59b5Xc+Xps=',
    files: ['config/crd/bases/keda.sh_scaledobjects.yaml'],
  },
  'gateway-api': {
    module: 'sigs.k8s.io/gateway-api@v1.5.0',
    sum: 'h1:duoo14Ky/fJXpjpmyMISE2RTBGnfCg8zICfTYLTnBJA=',
    files: ['gateways', 'httproutes'].map((kind) => `config/crd/standard/gateway.networking.k8s.io_${kind}.yaml`),
  },
} as const;

/** The CRDs of a project as one YAML stream. Its module (2 to 4 MB) is fetched once into Go's module cache. */
export async function publishedCrds(project: keyof typeof published): Promise<string> {
  const { module, sum, files } = published[project];
  const cwd = mkdtempSync(join(tmpdir(), 'tts-crds-'));
  writeFileSync(join(cwd, 'go.mod'), 'module crds\n');
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd, maxBuffer: 1 << 20 });
  const { Dir, Sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
  if (Sum !== sum) throw new Error(`${module} has the sum ${Sum}, not ${sum}`);
  return files.map((file) => readFileSync(join(Dir, file), 'utf8')).join('\n---\n');
}
