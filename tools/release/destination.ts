/** Where a release lies: names without tag or digest. */
export interface Destination {
  operator: string;
  runtime: string;
  gpuRuntime: string;
  chart: string;
  bundle: string;
  files: string;
}

const part = '[a-z0-9]+(?:[._-][a-z0-9]+)*';
const pattern = new RegExp(`^(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\])(?::\\d{1,5})?(?:/${part})+$`);

/** The repositories below a registry's HOST/NAME. The chart's last part is the chart's name, as Helm wants it. */
export function destinationOf(registry: string): Destination {
  if (!pattern.test(registry))
    throw new Error(
      `--registry ${registry}: write HOST/NAME in lower case and without a tag, such as ghcr.io/team/tts`,
    );
  return {
    operator: `${registry}/tts-operator`,
    runtime: `${registry}/tts-runtime`,
    gpuRuntime: `${registry}/tts-runtime-gpu`,
    chart: `${registry}/charts/tts-operator`,
    bundle: `${registry}/tts-operator-bundle`,
    files: `${registry}/release`,
  };
}

/** Whether a registry is on this machine: only then is plain HTTP spoken with it. */
export const isLocal = (registry: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:|\/)/.test(registry);
