import { join } from 'node:path';
import { ensureGoTool } from '../cluster/go-tool.ts';

/** Path of promtool, of the Prometheus that tools/monitoring/go/go.mod pins; builds it where it is not in the cache yet. */
export async function ensurePromtool(progress: (line: string) => void): Promise<string> {
  return ensureGoTool(
    {
      name: 'promtool',
      module: join(import.meta.dirname, 'go'),
      target: 'github.com/prometheus/prometheus/cmd/promtool',
      // Without service discovery of clouds, whose clients are most of what would be compiled (Prometheus' own build tag).
      args: ['-tags', 'remove_all_sd'],
    },
    progress,
  );
}
