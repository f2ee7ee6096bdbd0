import type { Logger } from 'pino';
import type { RuntimeConfig } from '../config.ts';
import { GpuRecord, gpuStart } from './gpu-record.ts';
import type { GpuStart } from './gpu-record.ts';
import { gpuMessage, leaveTerminationMessage } from './termination-message.ts';

/** What becomes of a server after a problem of its GPU: it ends to report it, is loaded for the CPU, or tries the GPU again. */
export type GpuConsequence = 'end' | 'cpu' | 'retry';

/**
 * What a server does about its GPU. With TTS_GPU_REPORT a problem ends the process once, with a termination message, which is
 * where the operator sees it; docs/decisions/0050-gpu-report.md.
 */
export class GpuReport {
  readonly #config: RuntimeConfig;
  readonly #logger: Logger;
  readonly #record: GpuRecord;
  #start: GpuStart;

  /** Ends the process where the last run ended for another reason than to report a fallback. */
  constructor(config: RuntimeConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    this.#record = new GpuRecord(config.tempDir);
    const reports = config.useGpu && config.gpuReport;
    this.#start = reports ? gpuStart(config.gpuFallback, this.#record.begin()) : { kind: 'try', reported: true };
    if (this.#start.kind !== 'report') return;
    const { message } = this.#start;
    if (this.#record.report(message)) this.end(message);
    this.#start = { kind: 'cpu', message };
  }

  /** What the model is to be loaded for. */
  get settings(): Pick<RuntimeConfig, 'useGpu'> {
    return { useGpu: this.#config.useGpu && this.#start.kind === 'try' };
  }

  /** Why the model is loaded for the CPU although it should use a GPU. */
  get cpuInstead(): string | undefined {
    return this.#start.kind === 'cpu' ? this.#start.message : undefined;
  }

  /** The GPU has worked for so long that its next problem is another one. */
  onHealthy(): void {
    if (!this.#config.gpuReport || !this.settings.useGpu) return;
    this.#record.forget();
    this.#start = { kind: 'try', reported: false };
  }

  /** The GPU could not be used, or was lost. Where nothing can be kept, the next run would end in the same way: this one stays. */
  onProblem(message: string): GpuConsequence {
    if (this.#start.kind === 'try' && !this.#start.reported && this.#record.report(message)) return 'end';
    this.#start = this.#config.gpuFallback ? { kind: 'cpu', message } : { kind: 'try', reported: true };
    return this.#config.gpuFallback ? 'cpu' : 'retry';
  }

  /** Ends the process to report a problem, which its next run knows of. */
  end(message: string): never {
    const reason = this.#config.gpuFallback ? 'GpuFallback' : 'GpuUnusable';
    this.#logger.error({ reason }, `the server exits once to report that the GPU cannot be used: ${message}`);
    leaveTerminationMessage(gpuMessage(reason, message));
    process.exit(1);
  }
}
