// Asks the npm registry whether a package of the product has a known weakness of high or critical severity; fails on one.
// A mirror that does not serve audits is told, not failed: it knows nothing either way.
import { spawnSync } from 'node:child_process';
import { repoRoot } from './cluster/paths.ts';

interface Report {
  metadata?: { vulnerabilities: Record<string, number>; dependencies: { prod: number } };
  vulnerabilities?: Record<string, { severity: string; range: string; fixAvailable: unknown }>;
  message?: string;
}

const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
const { stdout } = spawnSync('npm', args, { cwd: repoRoot, encoding: 'utf8', maxBuffer: 64 << 20 });
const report = ((): Report => {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return { message: 'npm audit gave no report' };
  }
})();
if (report.metadata === undefined) {
  console.log(
    `audit: not done, the npm registry in use does not answer audits (${report.message ?? 'no reason given'})`,
  );
} else {
  const grave = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
    /high|critical/.test(severity),
  );
  for (const [name, { severity, range }] of grave) console.error(`audit: ${name} ${range}: ${severity}`);
  if (grave.length > 0) {
    console.error('audit: `npm audit` tells more, `npm audit fix` changes package-lock.json');
    process.exit(1);
  }
  console.log(`audit: ${report.metadata.dependencies.prod} packages, none with a known grave weakness`);
}
