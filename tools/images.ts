// `npm run images`: builds the operator's and the runtime's image and says where they are.
import { parseArgs } from 'node:util';
import { architecturesOf, ownArchitecture } from './images/architecture.ts';
import { buildImages } from './images/build.ts';
import { basesOf } from './images/builder.ts';

const usage = `usage: npm run images [-- OPTION ...]

  --gpu              builds tts-runtime-gpu instead, for NVIDIA GPUs (docs/guides/gpu.md)
  --platform LIST    of linux/amd64 and linux/arm64, with commas; this machine's by default
  --twice            builds each image again without cached layers, and fails if the two differ
  --base-image REF   what the images start from, in place of distroless or of Debian's packages
  --build-image REF  the image with a shell, Node and npm that compiles them
`;

try {
  const { values } = parseArgs({
    options: {
      gpu: { type: 'boolean' },
      twice: { type: 'boolean' },
      platform: { type: 'string' },
      'base-image': { type: 'string' },
      'build-image': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) process.stdout.write(usage);
  else {
    const say = (line: string) => console.error(line);
    const names = values.gpu ? (['tts-runtime-gpu'] as const) : (['tts-operator', 'tts-runtime'] as const);
    const bases = basesOf(values['base-image'], values['build-image']);
    const architectures = values.platform === undefined ? [ownArchitecture] : architecturesOf(values.platform);
    const first = await buildImages(say, [...names], { bases, architectures });
    for (const { reference, architecture, archive, bytes, id } of first)
      console.log(`${reference}  ${architecture}  ${(bytes / 1e6).toFixed(0)} MB  ${id}  ${archive}`);
    const second = values.twice ? await buildImages(say, [...names], { bases, architectures, fresh: true }) : first;
    for (const [index, { name, architecture, id }] of second.entries()) {
      const title = `${name} for ${architecture}`;
      if (id !== first[index]?.id) throw new Error(`${title}: built twice, it is ${first[index]?.id} and ${id}`);
      if (values.twice) console.log(`${title}: built twice, the same`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
