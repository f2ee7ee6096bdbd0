// Server-side applies CustomResourceDefinitions from inside a pod and waits until the API server has taken them in. Each is named, and
// lies beside this file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const names = process.argv.slice(2);
const token = readFileSync('/var/run/secrets/kubernetes.io/serviceaccount/token', 'utf8');
const definitions = 'https://kubernetes.default.svc/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

async function ask(address, request = {}) {
  const headers = { authorization: `Bearer ${token}`, ...request.headers };
  const response = await fetch(address, { ...request, headers, signal: AbortSignal.timeout(10_000) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${answer.message}`);
  return answer;
}

for (const name of names) {
  try {
    const url = `${definitions}/${name}`;
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    const manager = 'fieldManager=tts-operator-crd&force=true';
    const body = readFileSync(join(import.meta.dirname, `${name}.yaml`));
    const { metadata } = await ask(`${url}?${manager}`, { method: 'PATCH', headers, body });
    for (let tries = 0; ; tries++) {
      const { status } = await ask(url);
      if (status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')) break;
      if (tries === 60) throw new Error('not established after a minute');
      await sleep(1000);
    }
    console.log(`${name}: applied, generation ${metadata.generation}`);
  } catch (error) {
    console.error(`${name}: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
    process.exit(1);
  }
}
