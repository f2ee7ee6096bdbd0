import type { Report } from './report.ts';

const WIDTH = 560;
const ROW = 26;

/** A page that shows each ratio beside what it has to keep, and each detail as bars; it needs nothing else. */
export function page(report: Report): string {
  const ratios = Object.entries(report.required).map(([name, { value, bound, atLeast }]) => {
    const kept = value === null ? 'not measured' : (atLeast ? value >= bound : value <= bound) ? 'kept' : 'missed';
    return `<tr><td>${name}<td>${value === null ? '' : value.toFixed(2)}<td>${atLeast ? '≥' : '≤'} ${bound}<td class="${kept.replace(' ', '-')}">${kept}`;
  });
  const plots = Object.entries(report.plots).map(([title, bars]) => plot(title, bars));
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Runtime: speed</title>
<style>body{font:14px system-ui;margin:2em}td{padding:.2em 1em .2em 0}.missed{color:#b71c1c}.kept{color:#1b5e20}figure{margin:1em 0}</style>
<h1>Runtime: speed</h1>
<p>${escape(report.machine)}, ${escape(report.date)}</p>
<table>${ratios.join('\n')}</table>
${plots.join('\n')}
</html>
`;
}

function plot(title: string, bars: Record<string, number>): string {
  const top = Math.max(...Object.values(bars), Number.MIN_VALUE);
  const rows = Object.entries(bars).map(
    ([name, value], index) =>
      `<text x="0" y="${index * ROW + 17}">${escape(name)}</text><rect x="190" y="${index * ROW + 4}" width="${((value / top) * (WIDTH - 260)).toFixed(1)}" height="18" fill="#1565c0"/><text x="${(195 + (value / top) * (WIDTH - 260)).toFixed(1)}" y="${index * ROW + 17}">${value >= 100 ? Math.round(value) : value.toFixed(2)}</text>`,
  );
  return `<figure><figcaption>${escape(title)}</figcaption><svg width="${WIDTH}" height="${rows.length * ROW}" font-size="12" role="img" aria-label="${escape(title)}">${rows.join('')}</svg></figure>`;
}

function escape(text: string): string {
  return text.replace(/[<&]/g, (character) => (character === '<' ? '&lt;' : '&amp;'));
}
