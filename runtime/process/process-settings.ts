// How the server's process is started, besides its TTS_ variables. Dockerfile.runtime says the same (test/contract.test.ts).

/** A young generation of 16 MB for each of three threads would stay in memory once it has been used. */
export const NODE_FLAGS = ['--max-semi-space-size=1'];

export const PROCESS_ENVIRONMENT = {
  // glibc keeps what a thread has freed in an arena of that thread (mallopt(3)): one for all, given back from 128 KiB up.
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  // model/no-telemetry.ts sets it too, whatever starts the process.
  ORT_DISABLE_TELEMETRY: '1',
};
