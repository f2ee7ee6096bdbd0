import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { AdmissionOptions } from '../admission.ts';
import { parseConfig } from '../config.ts';
import { ApiError } from '../errors.ts';
import { createMetrics } from '../http/metrics.ts';
import { buildServer } from '../server.ts';
import { NO_TRACING } from '../../tracing/span.ts';
import type { Tracing } from '../../tracing/span.ts';
import { fakeEngine } from './fake-engine.ts';
import type { FakeEngineOptions } from './fake-engine.ts';
import { roomyAdmission } from './roomy-admission.ts';

export interface TestServerOptions extends FakeEngineOptions, Partial<AdmissionOptions> {
  env?: Record<string, string>;
  ready?: boolean;
  /** Gets every line of the log. */
  log?: string[];
  tracing?: Tracing;
}

/** A server with an engine that speaks sines, closed at the end of the test that calls this. */
export async function server(options: TestServerOptions = {}): Promise<FastifyInstance> {
  const config = parseConfig({ TTS_MAX_TEXT_LENGTH: '200', ...options.env });
  const engine = await fakeEngine({ equalLoudness: config.equalLoudness, ...options });
  const admission = roomyAdmission(options);
  const { log } = options;
  const app = await buildServer({
    config,
    logger: log ? pino({ level: 'debug' }, { write: (line) => void log.push(line) }) : pino({ level: 'silent' }),
    metrics: createMetrics(
      () => engine.scheduler.depth,
      admission,
      () => false,
    ),
    admission,
    tracing: options.tracing ?? NO_TRACING,
    readiness: () =>
      options.ready === false
        ? { ready: false, reason: 'FileMissing', message: 'voices are missing' }
        : { ready: true },
    engine() {
      if (options.ready === false)
        throw new ApiError('not_ready', 'The server is not ready.', { retryAfterSeconds: 5 });
      return engine;
    },
  });
  onTestFinished(() => app.close());
  return app;
}

export const good = { model: 'tts-1', input: 'hello there. how are you.', voice: 'alloy' };

export const speak = (app: FastifyInstance, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/v1/audio/speech', headers, payload: body as object });
