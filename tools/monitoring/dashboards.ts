import type { Dashboard, Panel } from '../../config/monitoring/dashboards/dashboard.ts';
import { fleet } from '../../config/monitoring/dashboards/fleet.ts';
import { service } from '../../config/monitoring/dashboards/service.ts';

const HEIGHT = 8;
const source = { type: 'prometheus', uid: '${datasource}' };

function panelJson({ title, description, kind, unit, queries, width }: Panel, id: number, x: number, y: number) {
  const table = kind === 'table';
  return {
    id,
    type: kind,
    title,
    description,
    datasource: source,
    gridPos: { h: kind === 'stat' ? 4 : HEIGHT, w: width, x, y },
    fieldConfig: {
      defaults: {
        unit,
        ...(kind === 'timeseries' ? { custom: { fillOpacity: 10, showPoints: 'never' }, min: 0 } : {}),
      },
      overrides: [],
    },
    options:
      kind === 'timeseries'
        ? { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } }
        : kind === 'stat'
          ? { reduceOptions: { calcs: ['lastNotNull'] } }
          : {},
    ...(table
      ? {
          transformations: [
            { id: 'labelsToFields', options: { mode: 'columns' } },
            { id: 'merge', options: {} },
          ],
        }
      : {}),
    targets: queries.map(({ expr, legend }, n) => ({
      refId: String.fromCharCode(65 + n),
      datasource: source,
      expr,
      legendFormat: legend,
      ...(kind === 'timeseries' ? {} : { instant: true }),
      ...(table ? { format: 'table' } : {}),
    })),
  };
}

/** A dashboard as Grafana imports it (its JSON model, schema version 39, of Grafana 10 and later). */
function dashboardJson({ uid, title, description, variables, rows }: Dashboard): string {
  let [id, y] = [0, 0];
  const panels: object[] = [];
  for (const row of rows) {
    panels.push({
      id: ++id,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { h: 1, w: 24, x: 0, y },
      panels: [],
    });
    y++;
    let [x, height] = [0, 0];
    for (const panel of row.panels) {
      if (x + panel.width > 24) [x, y, height] = [0, y + height, 0];
      panels.push(panelJson(panel, ++id, x, y));
      x += panel.width;
      height = Math.max(height, panel.kind === 'stat' ? 4 : HEIGHT);
    }
    y += height;
  }
  const dashboard = {
    uid,
    title,
    description,
    tags: ['tts-operator'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
        ...variables.map(({ name, label, query, multi }) => ({
          name,
          label,
          type: 'query',
          datasource: source,
          query: { query, refId: name },
          definition: query,
          refresh: 2,
          sort: 1,
          multi,
          includeAll: multi,
        })),
      ],
    },
    panels,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

/** The Grafana dashboards, by path. */
export function dashboardFiles(): Record<string, string> {
  return Object.fromEntries(
    [fleet, service].map((one) => [`config/monitoring/dashboards/${one.uid}.json`, dashboardJson(one)]),
  );
}
