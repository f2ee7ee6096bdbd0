import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { PortForward } from '@kubernetes/client-node';
import { portOf } from '../operator/objects/server-settings.ts';
import { podStatus } from '../operator/controller/workloads.ts';
import type { Connection } from './connection.ts';
import { EXIT, Failure } from './failure.ts';
import type { Inventory } from './inventory.ts';

/** An address on this machine that leads to one pod's speech API, until closed. */
export interface Forward {
  url: string;
  pod: string;
  close(): void;
}

/** Opens a loopback port to a ready pod of the service, through the API server. */
export async function forwardTo(at: Connection, { service, pods }: Inventory): Promise<Forward> {
  const { name, namespace = at.namespace } = service.metadata;
  const ready = pods.find(
    (pod) =>
      !pod.metadata.deletionTimestamp &&
      podStatus(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  );
  if (!ready) {
    const why = service.status?.conditions?.find(({ type }) => type === 'Ready');
    const advice =
      why?.reason === 'Sleeping'
        ? `Only requests that go through the cluster wake it. To wake it by hand: kubectl annotate scaledobject ${name} -n ${namespace} autoscaling.keda.sh/force-activation=true, and afterwards autoscaling.keda.sh/force-activation-`
        : `(kubectl tts status ${name} -n ${namespace})`;
    throw new Failure(
      EXIT.failed,
      `No pod of ${name} is ready${why ? `: ${why.reason}: ${why.message}` : ''} ${advice}`,
    );
  }
  const pod = ready.metadata.name;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    void lead(at, namespace, pod, portOf(service.spec), socket);
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pod,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The WebSocket that client-node gives when it is to try once. */
interface Tunnel {
  on(event: 'close' | 'error', listener: () => void): unknown;
  close(): void;
}

async function lead(
  { config }: Connection,
  namespace: string,
  pod: string,
  port: number,
  socket: Socket,
): Promise<void> {
  const errors = new PassThrough();
  errors.on('data', (data: Buffer) => {
    if (data.length > 0) socket.destroy(new Error(data.toString()));
  });
  try {
    const tunnel = (await new PortForward(config).portForward(
      namespace,
      pod,
      [port],
      socket,
      errors,
      socket,
    )) as Tunnel;
    tunnel.on('close', () => socket.end());
    tunnel.on('error', () => socket.destroy());
    socket.on('close', () => tunnel.close());
  } catch (error) {
    socket.destroy(error as Error);
  }
}
