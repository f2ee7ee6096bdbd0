import type { Logger } from 'pino';
import type { RuntimeConfig } from '../config.ts';
import { GpuRecord, gpuStart } from './gpu-record.ts';
import type { GpuStart } from './gpu-record.ts';
import { gpuMessage, leaveTerminationMessage } from './termination-message.ts';

/**
 * What a server does about its GPU. With TTS_GPU_REPORT a problem ends the process once, with a termination message, which is
 * where the operator sees it; docs/decisions/0050-gpu-report.md.
 */
export class GpuReport {
  readonly #config: RuntimeConfig;
  readonly #logger: Logger;
  readonly #record: GpuRecord;
  #start: GpuStart = { kind: 'try', reported: true };

  /** Ends the process where the last run ended for another reason than to report a fallback. */
  constructor(config: RuntimeConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    this.#record = new GpuRecord(config.tempDir);
    if (!config.useGpu || !config.gpuReport) return;
    this.#start = gpuStart(config.gpuFallback, this.#record.begin());
    if (this.#start.kind === 'report') this.#report(this.#start.message);
  }

  /** What the model is to be loaded with. A fallback within this process is one that the operator would not see. */
  get settings(): Pick<RuntimeConfig, 'useGpu' | 'gpuFallback'> {
    const { useGpu, gpuFallback, gpuReport } = this.#config;
    return { useGpu: useGpu && this.#start.kind === 'try', gpuFallback: gpuFallback && !gpuReport };
  }

  /** Why the model is loaded for the CPU although it should use a GPU. */
  get cpuInstead(): string | undefined {
    return this.#start.kind === 'cpu' ? this.#start.message : undefined;
  }

  /** The model was loaded. */
  onLoaded(): void {
    if (this.#config.gpuReport && this.settings.useGpu) this.#record.forget();
  }

  /** The model could not be loaded because of the GPU. Ends the process, unless this problem was reported or cannot be kept. */
  onUnusable(problem: string): void {
    if (this.#start.kind !== 'try' || this.#start.reported) return;
    this.#report(problem);
    this.#start = this.#config.gpuFallback ? { kind: 'cpu', message: problem } : { kind: 'try', reported: true };
  }

  /** The GPU was lost. Ends the process: no other than a new one can use a GPU again. */
  end(problem: string): never {
    if (this.#config.gpuReport) this.#report(problem);
    leaveTerminationMessage(gpuMessage('GpuUnusable', problem));
    process.exit(1);
  }

  /** Returns where the next run would not know of the problem, and would end in the same way. */
  #report(problem: string): void {
    if (!this.#record.report(problem)) return;
    const reason = this.#config.gpuFallback ? 'GpuFallback' : 'GpuUnusable';
    this.#logger.error({ reason }, `the server exits once to report that the GPU cannot be used: ${problem}`);
    leaveTerminationMessage(gpuMessage(reason, problem));
    process.exit(1);
  }
}
