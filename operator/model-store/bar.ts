import type { ProgressLine } from './report.ts';

/** One line of progress for people, such as `[#####-----]  50%  60.1 of 120.2 MB  12.0 MB/s  0:05 left  31/74 files`. */
export function progressText(line: ProgressLine, width = 24): string {
  const { bytesDownloaded: done, bytesTotal: total, bytesPerSecond: rate } = line;
  const part = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.floor(part * width);
  const left = rate > 0 && part < 1 ? `${clock((total - done) / rate)} left` : '';
  return [
    `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`,
    `${String(Math.floor(part * 100)).padStart(3)}%`,
    `${mb(done)} of ${mb(total)} MB`,
    ...(rate > 0 ? [`${mb(rate)} MB/s`] : []),
    ...(left ? [left] : []),
    `${line.filesVerified}/${line.filesTotal} files`,
  ].join('  ');
}

/** Shows progress: redrawn in place on a terminal, elsewhere a line when ten more percent are there. */
export function progressBar(out: NodeJS.WriteStream): { show(line: ProgressLine): void; end(): void } {
  let shown = -1;
  const tty = out.isTTY;
  return {
    show(line) {
      if (line.bytesTotal === 0) return;
      if (tty) {
        out.write(`\r\u001b[K${progressText(line).slice(0, Math.max(20, (out.columns || 80) - 1))}`);
        return;
      }
      const step = Math.floor((line.bytesDownloaded / line.bytesTotal) * 10);
      if (step <= shown) return;
      shown = step;
      out.write(`${progressText(line)}\n`);
    },
    end() {
      if (tty) out.write('\r\u001b[K');
    },
  };
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1);

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
