/**
 * Whether a file belongs into an image for this platform and architecture, in Node's names. Packages ship their binaries for all:
 * `onnxruntime-node/bin/napi-v6/linux/arm64/...` and `@evan/opus/node/arm64-linux.node`, or are for one: `@koromix/koffi-linux-arm64`.
 */
export function isFor(file: string, platform: string, architecture: string): boolean {
  const [, runtime, of] = /onnxruntime-node\/bin\/[^/]+\/([^/]+)(?:\/([^/]+))?/.exec(file) ?? [];
  if (runtime !== undefined && runtime !== platform) return false;
  if (of !== undefined && of !== architecture) return false;
  const [, koffi] = /@koromix\/koffi-([^/]+)/.exec(file) ?? [];
  if (koffi !== undefined && koffi !== `${platform}-${architecture}`) return false;
  const [, addon] = /@evan\/opus\/node\/([^/]+)\.node$/.exec(file) ?? [];
  return addon === undefined || addon === `${architecture}-${platform}`;
}
