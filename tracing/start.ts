import type { Traced } from './open-telemetry.ts';
import type { TracingSettings } from './settings.ts';
import { NO_TRACING } from './span.ts';
import type { Tracing } from './span.ts';

/** A failure to send is told once in this time: a collector that is away fails every few seconds. */
const TOLD_EVERY_MS = 60_000;

/** Traces as the settings say. OpenTelemetry is loaded only where there are any. */
export async function startTracing(settings: TracingSettings | undefined, traced: Traced): Promise<Tracing> {
  if (settings === undefined) return NO_TRACING;
  const { openTelemetry } = await import('./open-telemetry.ts');
  let told = -Infinity;
  const onFailure = (error: unknown): void => {
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    traced.onFailure(error);
  };
  return openTelemetry(settings, { ...traced, onFailure });
}
