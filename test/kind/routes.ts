// Run in the room of Docker: gives this machine a way to the Services and pods of the kind cluster, so that tests which ask them by
// their addresses run as they do on the embedded node. With `away` the room is again as it was.
import { network } from '../../tools/cluster/network.ts';
import { sh } from '../../tools/cluster/shell.ts';

interface Node {
  metadata: { labels?: Record<string, string> };
  spec: { podCIDR?: string };
  status: { addresses: { type: string; address: string }[] };
}

const ranges = [network.serviceCidr, network.clusterCidr];
const replace = (...route: string[]) => sh('ip', ['route', 'replace', ...route]);

if (process.argv.includes('away')) for (const range of ranges) await replace('unreachable', range);
else {
  const { items } = JSON.parse(await sh('kubectl', ['get', 'nodes', '-o', 'json'])) as { items: Node[] };
  const addressOf = ({ status }: Node) => status.addresses.find(({ type }) => type === 'InternalIP')?.address ?? '';
  const isFirst = ({ metadata }: Node) => 'node-role.kubernetes.io/control-plane' in (metadata.labels ?? {});
  // The first node leads to Services and, by its own routes, to the pods of the others.
  const first = addressOf(items.find(isFirst) ?? items[0]!);
  for (const range of ranges) await replace(range, 'via', first);
}
