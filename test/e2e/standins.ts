import { shellImage } from '../../tools/cluster/node-images.ts';
import { eventually } from '../support/kubectl.ts';
import type { E2eCluster } from './cluster.ts';

/** A pod that listens on ports, named or not, and connects to others. */
export interface StandIn {
  name: string;
  namespace: string;
  labels?: Record<string, string>;
  /** Port numbers by name. */
  ports?: Record<string, number>;
}

function podOf({ name, namespace, labels = {}, ports = {} }: StandIn): object {
  const listeners = Object.values(ports).map((port) => `httpd -p ${port} -h /tmp`);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'shell',
          image: shellImage,
          imagePullPolicy: 'IfNotPresent',
          command: ['sh', '-c', [...listeners, 'exec sleep infinity'].join('\n')],
          ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
          resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '64Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

/** Starts pods and waits until they run; gives their addresses by name. */
export async function startStandIns({ k }: E2eCluster, pods: StandIn[]): Promise<Record<string, string>> {
  await k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods.map(podOf) }));
  const addresses: Record<string, string> = {};
  for (const { name, namespace } of pods) {
    await k.ok(['wait', '--for=condition=Ready', `pod/${name}`, '-n', namespace, '--timeout=120s']);
    addresses[name] = await k.ok(['get', 'pod', name, '-n', namespace, '-o', 'jsonpath={.status.podIP}']);
  }
  return addresses;
}

/** Where a connection begins: a pod with a shell, or one with Node alone. */
export interface From {
  namespace: string;
  pod: string;
  node?: boolean;
}

const ofShell = (address: string, port: number) => [
  ...['sh', '-c', `if nc -w 4 ${address} ${port} -e true; then echo made; else echo refused; fi`],
];
const ofNode = (address: string, port: number) => {
  const end = (word: string) => `()=>{console.log("${word}");process.exit()}`;
  const connect = `require("net").connect({host:"${address}",port:${port},timeout:4000})`;
  return [
    'node',
    '-e',
    `${connect}.on("connect",${end('made')}).on("timeout",${end('refused')}).on("error",${end('refused')})`,
  ];
};

/** Whether a TCP connection is made; throws where the pod could not try. */
async function connects({ k }: E2eCluster, from: From, address: string, port: number): Promise<boolean> {
  const command = from.node ? ofNode(address, port) : ofShell(address, port);
  const { stdout, stderr } = await k.run(['exec', '-n', from.namespace, from.pod, '--', ...command]);
  const word = stdout.trim();
  if (word !== 'made' && word !== 'refused') throw new Error(`${from.pod} could not try: ${stdout}${stderr}`);
  return word === 'made';
}

/** Waits until a connection is possible, or is not: rules follow a change of a policy or pod within seconds. */
export const expectConnection = (cluster: E2eCluster, from: From, address: string, port: number, wanted: boolean) =>
  eventually(
    `${from.namespace}/${from.pod} ${wanted ? 'reaches' : 'is refused at'} ${address}:${port}`,
    async () => (await connects(cluster, from, address, port)) === wanted,
    60_000,
    500,
  );
