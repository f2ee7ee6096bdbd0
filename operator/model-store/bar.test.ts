import { expect, it } from 'vitest';
import { progressBar, progressText } from './bar.ts';
import { Meter } from './progress.ts';

const line = {
  ...{
    type: 'progress' as const,
    bytesDownloaded: 48_000_000,
    bytesTotal: 96_000_000,
    filesVerified: 3,
    filesTotal: 60,
  },
  bytesPerSecond: 12_000_000,
};

it('says in one line how far a download is', () => {
  expect(progressText(line, 10)).toBe('[#####-----]   50%  48.0 of 96.0 MB  12.0 MB/s  0:04 left  3/60 files');
  expect(progressText({ ...line, bytesPerSecond: 0 }, 10)).toBe('[#####-----]   50%  48.0 of 96.0 MB  3/60 files');
});

it('redraws one line on a terminal, and writes few lines elsewhere', () => {
  const written: string[] = [];
  const out = (isTTY: boolean) =>
    ({ isTTY, columns: 60, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;
  const terminal = progressBar(out(true));
  terminal.show(line);
  expect(written).toEqual([expect.stringMatching(/^\r.*50%/)]);
  expect(written[0]!.length).toBeLessThan(60 + 5);
  written.length = 0;
  const file = progressBar(out(false));
  for (let part = 0; part <= 1000; part++) file.show({ ...line, bytesDownloaded: part * 96_000 });
  expect(written.length).toBe(11);
});

it('counts what is received, what is received twice, and what will not come', () => {
  const meter = new Meter();
  meter.expect('a', 100, 40);
  meter.expect('b', 50);
  meter.receive('a', 60);
  meter.receive('b', 20);
  meter.restart('b');
  meter.receive('b', 10);
  expect(meter.line(performance.now())).toMatchObject({ bytesDownloaded: 110, bytesTotal: 150 });
  expect([meter.fetched, meter.remaining]).toEqual([90, 40]);
  meter.drop('b');
  expect(meter.line(performance.now())).toMatchObject({ bytesDownloaded: 110, bytesTotal: 110 });
  meter.finish('b');
  expect(meter.remaining).toBe(0);
});
