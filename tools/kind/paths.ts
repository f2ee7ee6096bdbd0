import { join } from 'node:path';
import { cacheRoot } from '../cluster/paths.ts';
import { kubernetesVersion } from '../cluster/build.ts';

/** Everything that is made once and kept. */
export const kindHome = join(cacheRoot, 'kind');
/** What runs: sockets, process ids, the network namespace. */
export const runFolder = '/run/tts-operator/kind';
/** Programs that come as Go modules of their own. The node's containerd and shim lie elsewhere: Debian's dockerd would start that shim. */
export const toolFolder = join(kindHome, 'bin');
/** Debian's Docker, unpacked and not installed: no init script starts it, and dpkg's lock is left alone. */
export const dockerFolder = join(kindHome, 'docker');
/** Docker's images, containers and volumes. */
export const dataFolder = join(kindHome, 'data');
export const logFolder = join(kindHome, 'log');
/** Docker's configuration; the machine's own ~/.docker stays as it is. */
export const dockerConfig = join(kindHome, 'docker-config');

/** Not /var/run/docker.sock: other work on the machine would find that one and use it. */
export const dockerHost = `unix://${join(runFolder, 'docker.sock')}`;

/** The node image that is made here. */
export const nodeImage = `localhost/kind-node:${kubernetesVersion}`;

/** The environment in which docker and kind are this folder's. */
export const dockerEnv: NodeJS.ProcessEnv = {
  ...process.env,
  DOCKER_HOST: dockerHost,
  DOCKER_CONFIG: dockerConfig,
  PATH: [toolFolder, join(dockerFolder, 'usr/bin'), join(dockerFolder, 'usr/sbin'), process.env['PATH']].join(':'),
};
