import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cudaWheels, providerWheel } from './gpu-wheels.ts';

it('the provider is of the version of ONNX Runtime that loads it', () => {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  const { version } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string };
  expect(providerWheel.version).toBe(version);
});

it('no two files of the image have one name', () => {
  const names = cudaWheels.flatMap(({ libraries }) => libraries.map((library) => basename(library)));
  expect(new Set(names).size).toBe(names.length);
});
