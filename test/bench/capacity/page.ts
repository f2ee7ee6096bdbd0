import { sizeFor, speechPerSecond } from '../../../operator/decide/sizing.ts';
import type { Capacity, PodCapacity } from './measure.ts';

const LISTENERS = [5, 10, 20, 50, 100];
const FIRST_MS = [600, 1000, 2000];

/** What docs/guides/capacity.md says of a run. */
export function capacityPart({ cpu, loadBefore, pods }: Capacity, date: string): string {
  const lines = [
    `Measured on ${date}: ${cpu}, load ${loadBefore.toFixed(1)} before.`,
    '',
    '![95th percentile of the first sound by clients](../images/capacity.svg)',
    '',
    table(
      [
        'cores',
        'lanes',
        'MB at most',
        ...pods[0]!.clients.map(({ count }) => (count === 1 ? '1 client' : `${count} clients`)),
      ],
      pods.map((pod) => [
        ...[pod.cores, pod.lanes, Math.round(pod.peakMB)].map(String),
        ...pod.clients.map(
          ({ speechPerSecond, firstP95Ms }) => `${speechPerSecond.toFixed(1)}, ${(firstP95Ms / 1000).toFixed(2)} s`,
        ),
      ]),
    ),
    '',
    '## Pods for N listeners',
    '',
    'What the operator would choose for an objective by these figures. A dash: no number of such pods is enough.',
    '',
    table(
      ['cores', 'lanes', 'first sound within', ...LISTENERS.map((count) => `${count} at once`)],
      pods.flatMap((pod) => rows(pod)),
    ),
  ];
  return `\n${lines.join('\n')}\n\n`;
}

function rows({ cores, lanes, measured }: PodCapacity): string[][] {
  if (!measured) return [];
  const cells = (firstAudioMs: number): string[] =>
    LISTENERS.map((concurrency) => String(sizeFor({ firstAudioMs, concurrency }, measured).needed ?? '–'));
  const pod = [String(cores), `${lanes} (${speechPerSecond(measured).toFixed(1)} s of speech a second)`];
  return FIRST_MS.map((ms) => [...pod, `${ms / 1000} s`, ...cells(ms)]);
}

function table(head: string[], body: string[][]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const [WIDTH, HEIGHT, MARGIN] = [720, 380, 56];
const COLOURS = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd', '#ff7f0e', '#17becf', '#7f7f7f'];

/** The 95th percentile of the first sound over the number of clients, one line for each kind of pod. */
export function plot({ pods }: Capacity): string {
  const counts = pods[0]!.clients.map(({ count }) => count);
  const most = Math.max(...pods.flatMap(({ clients }) => clients.map(({ firstP95Ms }) => firstP95Ms / 1000)));
  const top = Math.max(0.5, Math.ceil(2 * most) / 2);
  const x = (count: number): number => MARGIN + ((WIDTH - 2 * MARGIN) * count) / Math.max(...counts);
  const y = (seconds: number): number => HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * seconds) / top;
  const text = (at: [number, number], what: string, more = ''): string =>
    `<text x="${at[0].toFixed(0)}" y="${at[1].toFixed(0)}" ${more}>${what}</text>`;
  const steps = [0, 1, 2, 3, 4].map((step) => (top * step) / 4);
  const lines = pods.map(({ cores, lanes, clients }, index) => {
    const points = clients.map(({ count, firstP95Ms }) => `${x(count).toFixed(1)},${y(firstP95Ms / 1000).toFixed(1)}`);
    const colour = COLOURS[index % COLOURS.length]!;
    const label = `${cores} ${cores === 1 ? 'core' : 'cores'}, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`;
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      text([MARGIN + 12, MARGIN + 18 * index], label, `fill="${colour}"`),
    ].join('\n');
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text([MARGIN, 24], 'First sound, 95th percentile, seconds'),
    text([WIDTH / 2, HEIGHT - 14], 'clients at once', 'text-anchor="middle"'),
    ...steps.map((seconds) => `<path d="M${MARGIN} ${y(seconds)}H${WIDTH - MARGIN}" stroke="#ddd"/>`),
    ...steps.map((seconds) => text([MARGIN - 6, y(seconds) + 4], seconds.toFixed(1), 'text-anchor="end"')),
    ...counts.map((count) => text([x(count), HEIGHT - MARGIN + 18], String(count), 'text-anchor="middle"')),
    ...lines,
    '</svg>',
  ].join('\n')}\n`;
}
