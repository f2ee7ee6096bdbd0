import { fleet } from './fleet.ts';
import { dashboardJson } from './panels.ts';
import { service } from './service.ts';

/** The Grafana dashboards, by path. */
export function dashboardFiles(): Record<string, string> {
  return Object.fromEntries(
    [fleet, service].map((one) => [`config/monitoring/dashboards/${one.uid}.json`, dashboardJson(one)]),
  );
}
