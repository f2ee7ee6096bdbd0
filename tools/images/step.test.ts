import { expect, test } from 'vitest';
import { lastStep } from './step.ts';

test('tells the last step of buildah and of BuildKit', () => {
  expect(lastStep('[1/2] STEP 4/15: COPY package.json ./\n[2/2] STEP 1/3: RUN npm ci\n')).toBe('step 1/3: run npm ci');
  expect(lastStep('STEP 1/12: FROM base\nSTEP 2/12: WORKDIR /app\nadded 4 packages')).toBe('step 2/12: workdir /app');
  const buildKit = [
    '#1 [internal] load build definition from Dockerfile.operator',
    '#7 [build  1/10] FROM docker.io/library/node:24-bookworm-slim',
    '#9 [build  4/10] RUN --mount=type=secret,id=npmrc npm ci --no-audit --no-fund',
    '#9 12.31 added 400 packages in 12s',
    '#9 DONE 12.9s',
    '#10 [internal] load build context',
  ].join('\n');
  expect(lastStep(buildKit)).toBe('step 4/10: run --mount=type=secret,id=npmrc npm ci --n');
  expect(lastStep('#8 [2/4] COPY a b')).toBe('step 2/4: copy a b');
});

test('tells nothing before the first step', () => {
  expect(lastStep('#1 [internal] load .dockerignore')).toBeUndefined();
});
