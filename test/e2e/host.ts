import { join } from 'node:path';
import { ctr } from '../../tools/cluster/container-runtime.ts';
import { network } from '../../tools/cluster/network.ts';
import type { EmbeddedNode } from '../../tools/cluster/node.ts';
import { sh } from '../../tools/cluster/shell.ts';

/** The part of a PersistentVolume that says where it is. */
export interface Volume {
  spec: {
    local?: { path: string };
    hostPath?: { path: string };
    nodeAffinity?: { required: { nodeSelectorTerms: { matchExpressions: { values: string[] }[] }[] } };
  };
}

/** What tests do to the machine below a cluster: the embedded node, or the containers of kind. */
export interface Host {
  /** The folder of this machine that a volume of the cluster's own provisioner is. */
  folderOf(volume: Volume): Promise<string>;
  /** Brings an archive of an image to every node. */
  importImage(archive: string): Promise<void>;
  removeImage(reference: string): Promise<void>;
  /** An address of this machine that pods reach. */
  address(): Promise<string>;
}

const pathOf = ({ spec }: Volume): string => spec.local?.path ?? spec.hostPath?.path ?? '';

export const embeddedHost = ({ binaries, state }: EmbeddedNode): Host => ({
  folderOf: (volume) => Promise.resolve(pathOf(volume)),
  importImage: async (archive) => void (await ctr(binaries, state, 'images', 'import', archive)),
  removeImage: async (reference) => void (await ctr(binaries, state, 'images', 'rm', reference)),
  address: () => Promise.resolve(network.address),
});

/** The nodes of a kind cluster: containers, whose /var is a volume of Docker on this machine. */
export function kindHost(name: string): Host {
  const nodes = async () => (await sh('kind', ['get', 'nodes', '--name', name])).split('\n').filter(Boolean);
  const inspect = async <T>(node: string, format: string) =>
    JSON.parse(await sh('docker', ['inspect', node, '--format', `{{json ${format}}}`])) as T;
  return {
    async folderOf(volume) {
      const [wanted = ''] =
        volume.spec.nodeAffinity?.required.nodeSelectorTerms[0]?.matchExpressions[0]?.values ?? (await nodes());
      const mounts = await inspect<{ Destination: string; Source: string }[]>(wanted, '.Mounts');
      const source = mounts.find(({ Destination }) => Destination === '/var')?.Source ?? '';
      return join(source, pathOf(volume).replace(/^\/var\//, ''));
    },
    importImage: async (archive) => void (await sh('kind', ['load', 'image-archive', archive, '--name', name])),
    async removeImage(reference) {
      for (const node of await nodes())
        await sh('docker', ['exec', node, 'ctr', '-n', 'k8s.io', 'images', 'rm', reference]);
    },
    async address() {
      const [node = ''] = await nodes();
      const networks = await inspect<Record<string, { Gateway: string }>>(node, '.NetworkSettings.Networks');
      return Object.values(networks)[0]?.Gateway ?? '';
    },
  };
}
