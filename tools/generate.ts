// Writes the generated files: the CRDs, the chart's values and copies, install.yaml, dashboards, reference pages. `--check` only tells whether they are fresh.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dump } from 'js-yaml';
import { definitions } from '../operator/api/crd.ts';
import { chartFiles } from './helm/chart-files.ts';
import { dashboardFiles } from './monitoring/dashboards.ts';
import { referencePages } from './reference/pages.ts';

const header = '# Generated from operator/api by `npm run generate`; do not edit.\n';
const crds = Object.fromEntries(
  Object.entries(definitions()).map(([name, definition]) => [
    `crds/${name}.yaml`,
    header + dump(definition, { noRefs: true, lineWidth: 140 }),
  ]),
);
const check = process.argv.includes('--check');

let stale = 0;
/** Writes each file that is not what it should be; with --check it only says so. */
function write(files: Record<string, string>): void {
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
    if (check) console.error(`${path} is not what the sources generate: run npm run generate`);
    else {
      mkdirSync(dirname(url.pathname), { recursive: true });
      writeFileSync(url, text);
    }
  }
}

// install.yaml is made of the CRDs' files, which therefore come first.
write(crds);
write(chartFiles());
write(dashboardFiles());
write(await referencePages());
if (check && stale > 0) process.exit(1);
