import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Server, ServerCredentials, credentials } from '@grpc/grpc-js';
import type { MethodDefinition, ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js';
import { parse } from 'protobufjs';

/** Where every kubelet listens for device plugins, whatever its root folder is. */
const folder = '/var/lib/kubelet/device-plugins';

/** The part of the device plugin API v1beta1 that a plugin needs (k8s.io/kubelet, pkg/apis/deviceplugin/v1beta1). */
const { root } = parse(
  `syntax = "proto3";
  package v1beta1;
  message Empty {}
  message Options { bool pre_start_required = 1; bool get_preferred_allocation_available = 2; }
  message RegisterRequest { string version = 1; string endpoint = 2; string resource_name = 3; Options options = 4; }
  message Device { string ID = 1; string health = 2; }
  message Devices { repeated Device devices = 1; }
  message ContainerRequest { repeated string devices_ids = 1; }
  message AllocateRequest { repeated ContainerRequest container_requests = 1; }
  message ContainerResponse { map<string, string> envs = 1; }
  message AllocateResponse { repeated ContainerResponse container_responses = 1; }`,
  { keepCase: true },
);

function method(service: string, name: string, request: string, response: string, responseStream = false) {
  const codec = (type: string) => {
    const found = root.lookupType(`v1beta1.${type}`);
    return {
      serialize: (value: object) => Buffer.from(found.encode(found.create(value)).finish()),
      deserialize: (bytes: Buffer) => found.toObject(found.decode(bytes), { arrays: true, defaults: true }),
    };
  };
  const [sent, answered] = [codec(request), codec(response)];
  return {
    path: `/v1beta1.${service}/${name}`,
    requestStream: false,
    responseStream,
    requestSerialize: sent.serialize,
    requestDeserialize: sent.deserialize,
    responseSerialize: answered.serialize,
    responseDeserialize: answered.deserialize,
  } satisfies MethodDefinition<object, object>;
}

const pluginService = {
  GetDevicePluginOptions: method('DevicePlugin', 'GetDevicePluginOptions', 'Empty', 'Options'),
  ListAndWatch: method('DevicePlugin', 'ListAndWatch', 'Empty', 'Devices', true),
  Allocate: method('DevicePlugin', 'Allocate', 'AllocateRequest', 'AllocateResponse'),
};
const register = method('Registration', 'Register', 'RegisterRequest', 'Empty');

interface AllocateRequest {
  container_requests: { devices_ids: string[] }[];
}

/**
 * Advertises devices to the kubelet of this machine, as the device plugin of a vendor does: it registers, lists devices
 * and their health, and answers the kubelet when a container gets some. The devices are names; nothing is behind them.
 */
export async function startDevicePlugin(resource: string, names: readonly string[]) {
  const endpoint = `${resource.replaceAll('/', '-')}.${process.pid}.sock`;
  const socket = join(folder, endpoint);
  const unhealthy = new Set<string>();
  const watchers = new Set<ServerWritableStream<object, object>>();
  const allocated: string[][] = [];
  const list = () => ({ devices: names.map((ID) => ({ ID, health: unhealthy.has(ID) ? 'Unhealthy' : 'Healthy' })) });

  const server = new Server();
  server.addService(pluginService, {
    GetDevicePluginOptions: (_call: unknown, answer: sendUnaryData<object>) => answer(null, {}),
    ListAndWatch(call: ServerWritableStream<object, object>) {
      watchers.add(call);
      call.on('cancelled', () => watchers.delete(call));
      call.write(list());
    },
    Allocate({ request }: ServerUnaryCall<AllocateRequest, object>, answer: sendUnaryData<object>) {
      const containers = request.container_requests.map(({ devices_ids }) => devices_ids);
      allocated.push(...containers);
      const visible = containers.map((ids) => ({ envs: { NVIDIA_VISIBLE_DEVICES: ids.join(',') } }));
      answer(null, { container_responses: visible });
    },
  });
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );

  const kubelet = new Client(`unix:${join(folder, 'kubelet.sock')}`, credentials.createInsecure());
  await new Promise<void>((resolve, reject) =>
    kubelet.makeUnaryRequest(
      register.path,
      register.requestSerialize,
      register.responseDeserialize,
      { version: 'v1beta1', endpoint, resource_name: resource },
      { deadline: Date.now() + 30_000 },
      (error) => (error ? reject(error) : resolve()),
    ),
  );
  kubelet.close();

  return {
    /** The devices that containers were given, in order. */
    allocated,
    /** Tells the kubelet which devices no longer work. */
    fail(...ids: string[]): void {
      unhealthy.clear();
      for (const id of ids) unhealthy.add(id);
      for (const watcher of watchers) watcher.write(list());
    },
    stop(): void {
      server.forceShutdown();
      rmSync(socket, { force: true });
    },
  };
}
