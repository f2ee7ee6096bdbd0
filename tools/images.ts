// `npm run images`: builds the operator's and the runtime's image and says where they are.
import { buildImages } from './images/build.ts';

try {
  for (const { reference, archive, bytes } of await buildImages((line) => console.error(line))) {
    console.log(`${reference}  ${(bytes / 1e6).toFixed(0)} MB  ${archive}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
