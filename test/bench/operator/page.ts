import type { Figures } from './run.ts';

interface Result {
  date: string;
  machine: { loadBefore: number; cpus: number; model: string; memoryGiB: number };
  runs: Figures[];
}

type Curve = [title: string, unit: string, value: (figures: Figures) => number | undefined];

const CURVES: Curve[] = [
  ['Until all are ready', 's', (f) => f.readySeconds],
  ['CPU time of the operator until then', 's', (f) => f.cpuSeconds],
  ['Highest resident memory', 'MiB', (f) => f.rssMiB],
  ['Reconcile, p99', 'ms', (f) => f.reconcileP99Ms],
  ['Writes of a service', '', (f) => f.writesPerService],
  ['Restart until all are looked at', 's', (f) => f.restart?.seconds],
  ['Change of every spec until all are ready', 's', (f) => f.change?.seconds],
  ['Deletion until every child is gone', 's', (f) => f.deletion?.seconds],
];

const WIDTH = 420;
const HEIGHT = 220;
const MARGIN = 46;

/** A page that plots each cost against the number of services, with a straight line from nothing through the first point. */
export function page({ date, machine, runs }: Result): string {
  const plots = CURVES.map((curve) => plot(curve, runs)).join('\n');
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Operator: cost by number of services</title>
<style>body{font:14px system-ui;margin:2em}figure{display:inline-block;margin:0 1em 1em 0}figcaption{font-weight:600}</style>
<h1>Operator: cost by number of services</h1>
<p>${escape(date)}, ${machine.cpus} x ${escape(machine.model)}, ${machine.memoryGiB} GiB, load ${machine.loadBefore.toFixed(1)} before. Dashed: in proportion to the first point.</p>
${plots}
</html>
`;
}

function plot([title, unit, value]: Curve, runs: Figures[]): string {
  const points = runs
    .flatMap((figures) => {
      const y = value(figures);
      return y === undefined || Number.isNaN(y) ? [] : [{ x: figures.services, y }];
    })
    .sort((a, b) => a.x - b.x);
  const first = points[0];
  if (!first) return '';
  const right = Math.max(...points.map(({ x }) => x));
  const top = Math.max(...points.map(({ y }) => y), Number.MIN_VALUE) * 1.1;
  const at = (x: number, y: number): string =>
    `${(MARGIN + (x / right) * (WIDTH - 2 * MARGIN)).toFixed(1)},${(HEIGHT - MARGIN - (y / top) * (HEIGHT - 2 * MARGIN)).toFixed(1)}`;
  const end = Math.min(right, (top / first.y) * first.x);
  const dots = points.map(({ x, y }) => {
    const [cx, cy] = at(x, y).split(',');
    return `<circle cx="${cx}" cy="${cy}" r="4" fill="#1565c0"/><text x="${cx}" y="${Number(cy) - 8}" text-anchor="middle">${format(y)}</text><text x="${cx}" y="${HEIGHT - MARGIN + 18}" text-anchor="middle">${x}</text>`;
  });
  return `<figure><figcaption>${escape(title)}${unit === '' ? '' : ` (${unit})`}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-size="11" role="img" aria-label="${escape(title)}">
<path d="M${MARGIN},${MARGIN / 2}V${HEIGHT - MARGIN}H${WIDTH - MARGIN / 2}" fill="none" stroke="#888"/>
<polyline points="${at(0, 0)} ${at(end, (first.y / first.x) * end)}" stroke="#bbb" stroke-dasharray="4 4" fill="none"/>
<polyline points="${points.map(({ x, y }) => at(x, y)).join(' ')}" stroke="#1565c0" stroke-width="2" fill="none"/>
${dots.join('\n')}
</svg></figure>`;
}

const format = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
