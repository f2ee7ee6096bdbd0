import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasons as ofDownloads } from '../../operator/model-store/report.ts';
import { repoRoot } from '../cluster/paths.ts';
import { code, page, table } from './page.ts';
import { conditions, reasons } from './reasons.ts';

/** The reasons that the operator's sources write: literals of judgements, of `reason:` and of fallbacks. */
export function reasonsInSources(): Set<string> {
  const found = new Set<string>();
  for (const folder of ['operator', 'operator/desired'])
    for (const file of readdirSync(join(repoRoot, folder)).filter((name) => /(?<!\.test)\.ts$/.test(name))) {
      const text = readFileSync(join(repoRoot, folder, file), 'utf8');
      const places = [
        /\b(?:yes|no|unknown)\(([^,]*),/g,
        /\breason: ([^,;]*[,;])/g,
        /\breason\s*===[^?;]*\?([^,;]*)/g,
        /const PULL = new Set\(\[([^\]]*)\]/g,
      ];
      for (const place of places)
        for (const [, part = ''] of text.matchAll(place))
          for (const [, name = ''] of part.matchAll(/'([A-Z][A-Za-z]+)'/g)) found.add(name);
    }
  return found;
}

/** docs/reference/conditions.md; throws where a reason of the sources is not described, or a described one is not in them. */
export function conditionsPage(): string {
  const written = reasonsInSources();
  const downloads = new Set<string>(ofDownloads);
  const missing = [...written].filter((name) => !(name in reasons) && !downloads.has(name));
  const gone = Object.keys(reasons).filter((name) => !written.has(name) && !downloads.has(name));
  if (missing.length > 0 || gone.length > 0)
    throw new Error(
      `tools/reference/reasons.ts: describe ${missing.join(', ') || 'nothing'}, remove ${gone.join(', ') || 'nothing'}`,
    );
  const text = [
    'Every condition has a reason, a message, and the generation of the spec that it describes. The operator also writes an Event when the reason of StorageReady, ModelReady, Available or Autoscaling changes, and when Progressing is blocked.',
    table(
      ['condition', 'meaning when True'],
      Object.entries(conditions).map(([name, what]) => [code(name), what]),
    ),
    '## Reasons',
    table(
      ['reason', 'meaning'],
      Object.entries(reasons).map(([name, what]) => [code(name), what]),
    ),
    'A failed download has a reason of its own ([errors](errors.md#downloads)). Reasons of the autoscaler and the scheduler (such as `FailedGetContainerResourceMetric` or `SchedulingGated`) are passed on unchanged.',
  ];
  return page('Conditions and reasons', 'operator/ and tools/reference/reasons.ts', text.join('\n\n'));
}
