/** Samples that become one peak: 10 ms. */
const STEP = 240;

/** The loudest sample of every 10 ms, as they arrive. */
export class Peaks {
  /** @type {number[]} 0 to 1 */
  values = [];
  #peak = 0;
  #seen = 0;

  clear() {
    [this.values, this.#peak, this.#seen] = [[], 0, 0];
  }

  /** @param {Int16Array} samples */
  push(samples) {
    for (const sample of samples) {
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      if (++this.#seen < STEP) continue;
      this.values.push(this.#peak / 32_768);
      [this.#peak, this.#seen] = [0, 0];
    }
  }
}

const [BAR, GAP] = [3, 2];

/**
 * Draws peaks as bars over the width of a canvas; those before a share of them in the colour of what was heard.
 * @param {HTMLCanvasElement} canvas
 * @param {readonly number[]} peaks
 * @param {number} heard 0 to 1
 */
export function drawWave(canvas, peaks, heard) {
  const scale = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== width * scale) canvas.width = width * scale;
  if (canvas.height !== height * scale) canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  if (!pen || width === 0) return;
  const style = getComputedStyle(canvas);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const bars = Math.floor((width + GAP) / (BAR + GAP));
  // A short text does not fill the width with a few bars of nothing: peaks spread, or several share a bar.
  const loudest = Math.max(0.05, ...peaks.slice(0, 60_000));
  for (let bar = 0; bar < bars; bar++) {
    const from = Math.floor((bar / bars) * peaks.length);
    const to = Math.max(from + 1, Math.floor(((bar + 1) / bars) * peaks.length));
    let peak = 0;
    for (let at = from; at < to; at++) peak = Math.max(peak, peaks[at] ?? 0);
    const tall = Math.max(BAR, (peak / loudest) * height * 0.92);
    pen.fillStyle = style.getPropertyValue(peaks.length > 0 && bar / bars < heard ? 'color' : 'border-top-color');
    pen.beginPath();
    pen.roundRect(bar * (BAR + GAP), (height - tall) / 2, BAR, tall, BAR / 2);
    pen.fill();
  }
}
