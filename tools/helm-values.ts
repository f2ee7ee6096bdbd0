// Prints the chart's values of this machine, for `helm install ... -f values-dev.yaml -f THIS`: `node tools/helm-values.ts > FILE`.
import { dump } from 'js-yaml';
import { findNode } from './cluster/node.ts';
import { sh } from './cluster/shell.ts';
import { caFile, machineCA, machineValues } from './helm/machine-values.ts';

try {
  const node = findNode();
  const env = { ...process.env, ...(node ? { KUBECONFIG: process.env['KUBECONFIG'] ?? node.kubeconfig } : {}) };
  const values = await machineValues({ kubectl: (args) => sh(node?.kubectl ?? 'kubectl', args, env) });
  process.stdout.write(dump(values, { lineWidth: 140 }));
  if (caFile() !== undefined)
    console.error(
      `First, in the release's namespace: kubectl create configmap ${machineCA.configMap} --from-file=${machineCA.key}=${caFile()}`,
    );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
