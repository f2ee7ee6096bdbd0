import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const module = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';

/** Files of prometheus-operator's own CRDs, taken from its Go module. */
export async function monitoringTypes(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], { cwd: '/' });
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  return ['servicemonitors', 'podmonitors', 'prometheusrules'].map((plural) =>
    join(Dir, `example/prometheus-operator-crd/monitoring.coreos.com_${plural}.yaml`),
  );
}
