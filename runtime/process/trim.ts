/** How often memory is given back, if the process has computed for so long since. */
const [EVERY_MS, COMPUTED_MICROSECONDS] = [10_000, 1_000_000];

/** Calls a function of the C library in a thread of its own. */
type Trim = () => Promise<void>;

let trim: Promise<Trim> | undefined;

/**
 * Gives back the pages that malloc holds between what is in use (malloc_trim(3)): compilers of JavaScript and encoders leave 20 MB
 * and more of them. By itself, malloc gives back only what is at the end. A few milliseconds, in which others may wait for memory.
 */
export async function trimMemory(): Promise<void> {
  trim ??= loadTrim();
  await (
    await trim
  )();
}

/** Trims again and again while the process has work. */
export function trimWhileBusy(how: () => Promise<void> = trimMemory): void {
  let computed = 0;
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    if (user + system - computed < COMPUTED_MICROSECONDS) return;
    computed = user + system;
    void how();
  }, EVERY_MS).unref();
}

/** What does nothing where there is no glibc. */
async function loadTrim(): Promise<Trim> {
  try {
    const { default: koffi } = await import('koffi');
    const call = koffi.load('libc.so.6').func('int malloc_trim(size_t pad)');
    return () => new Promise((resolve) => void call.async(0, () => resolve()));
  } catch {
    return async () => undefined;
  }
}
