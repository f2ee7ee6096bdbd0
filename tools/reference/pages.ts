import { apiPage, lexiconPage } from './api.ts';
import { conditionsPage } from './conditions.ts';
import { environmentPage } from './environment.ts';
import { errorsPage } from './errors.ts';
import { metricsPage } from './metrics.ts';

/** The generated pages of docs/reference, by path. */
export async function referencePages(): Promise<Record<string, string>> {
  return {
    'docs/reference/api.md': apiPage(),
    'docs/reference/ttslexicon.md': lexiconPage(),
    'docs/reference/environment.md': environmentPage(),
    'docs/reference/metrics.md': await metricsPage(),
    'docs/reference/errors.md': errorsPage(),
    'docs/reference/conditions.md': conditionsPage(),
  };
}
