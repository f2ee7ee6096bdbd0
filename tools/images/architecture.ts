/** An architecture that the images are built for, in the words of OCI images and of Debian. */
export type Architecture = 'amd64' | 'arm64';

const known: Architecture[] = ['amd64', 'arm64'];

/** This machine's. */
export const ownArchitecture: Architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** The architectures of a list such as `linux/amd64,linux/arm64`; throws on any other platform. */
export function architecturesOf(list: string): Architecture[] {
  const names = list.split(',').map((text) => text.trim());
  const found = names.map((name) => known.find((architecture) => name === `linux/${architecture}`));
  const wrong = names.filter((_, index) => found[index] === undefined);
  if (wrong.length > 0)
    throw new Error(`--platform ${list}: choose of ${known.map((one) => `linux/${one}`).join(', ')}, with commas`);
  return [...new Set(found.filter((one) => one !== undefined))];
}
