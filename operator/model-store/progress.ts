import type { ProgressLine } from './report.ts';

/** Counts what crosses the network, by unit (an archive or a file), and how fast. Times are those of performance.now(). */
export class Meter {
  filesVerified = 0;
  filesTotal = 0;
  /** Bytes received in this run, bytes received twice counted twice. */
  fetched = 0;
  private units = new Map<string, { total: number; done: number }>();
  private marks = [{ at: performance.now(), fetched: 0 }];

  /** Announces a unit of which `done` bytes are already here; announcing it again changes it. */
  expect(key: string, total: number, done = 0): void {
    this.units.set(key, { total: Math.max(total, done), done });
  }

  has(key: string): boolean {
    return this.units.has(key);
  }

  receive(key: string, bytes: number): void {
    this.fetched += bytes;
    const unit = this.units.get(key);
    if (!unit) return;
    unit.done += bytes;
    unit.total = Math.max(unit.total, unit.done);
  }

  /** Puts a unit's count back, when its bytes have to be fetched again. */
  restart(key: string, done = 0): void {
    const unit = this.units.get(key);
    if (unit) unit.done = done;
  }

  finish(key: string): void {
    const unit = this.units.get(key);
    if (unit) unit.done = unit.total;
  }

  /** Takes a unit out that will not be fetched after all; what came of it stays counted. */
  drop(key: string): void {
    const unit = this.units.get(key);
    if (unit) unit.total = unit.done;
  }

  /** Bytes still to come. */
  get remaining(): number {
    return [...this.units.values()].reduce((sum, unit) => sum + unit.total - unit.done, 0);
  }

  /** The state now; the speed is that of the last ten seconds. */
  line(now: number): ProgressLine {
    this.marks.push({ at: now, fetched: this.fetched });
    while (this.marks.length > 2 && now - (this.marks[0]?.at ?? now) > 10_000) this.marks.shift();
    const first = this.marks[0] ?? { at: now, fetched: this.fetched };
    const seconds = (now - first.at) / 1000;
    const units = [...this.units.values()];
    return {
      type: 'progress',
      bytesDownloaded: units.reduce((sum, unit) => sum + unit.done, 0),
      bytesTotal: units.reduce((sum, unit) => sum + unit.total, 0),
      filesVerified: this.filesVerified,
      filesTotal: this.filesTotal,
      bytesPerSecond: seconds > 0 ? Math.round((this.fetched - first.fetched) / seconds) : 0,
    };
  }
}
