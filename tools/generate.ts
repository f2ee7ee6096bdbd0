// Writes the generated files: crds/. `--check` only tells whether they are fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { dump } from 'js-yaml';
import { customResourceDefinition } from '../operator/api/crd.ts';

const header = '# Generated from operator/api by `npm run generate`; do not edit.\n';
const files: Record<string, string> = {
  'crds/ttsservices.tts.pattern-agentic.io.yaml':
    header + dump(customResourceDefinition(), { noRefs: true, lineWidth: 140 }),
};

let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const url = new URL(`../${path}`, import.meta.url);
  let old = '';
  try {
    old = readFileSync(url, 'utf8');
  } catch {
    // not there yet
  }
  if (old === text) continue;
  stale++;
  if (process.argv.includes('--check'))
    console.error(`${path} is not what operator/api generates: run npm run generate`);
  else writeFileSync(url, text);
}
if (process.argv.includes('--check') && stale > 0) process.exit(1);
