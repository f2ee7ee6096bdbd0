// `npm run images`: builds the operator's and the runtime's image and says where they are.
import { parseArgs } from 'node:util';
import { buildImages } from './images/build.ts';

const usage = `usage: npm run images [-- --gpu] [-- --twice]

--gpu    builds tts-runtime-gpu instead, for NVIDIA GPUs (docs/guides/gpu.md)
--twice  builds each image again without cached layers, and fails if the two differ
`;

try {
  const { values } = parseArgs({
    options: { gpu: { type: 'boolean' }, twice: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) process.stdout.write(usage);
  else {
    const say = (line: string) => console.error(line);
    const names = values.gpu ? (['tts-runtime-gpu'] as const) : (['tts-operator', 'tts-runtime'] as const);
    const first = await buildImages(say, [...names]);
    for (const { reference, archive, bytes, id } of first)
      console.log(`${reference}  ${(bytes / 1e6).toFixed(0)} MB  ${id}  ${archive}`);
    const second = values.twice ? await buildImages(say, [...names], true) : first;
    for (const [index, { name, id }] of second.entries()) {
      if (id !== first[index]?.id) throw new Error(`${name}: built twice, it is ${first[index]?.id} and ${id}`);
      if (values.twice) console.log(`${name}: built twice, the same`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
