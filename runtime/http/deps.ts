import type { FastifyBaseLogger } from 'fastify';
import type { Admission } from '../admission.ts';
import type { RuntimeConfig } from '../config.ts';
import type { LoadedEngine } from '../speech/engine.ts';
import type { ReadyState } from '../readiness.ts';
import type { Metrics } from './metrics.ts';

/** What the routes work with. */
export interface ServerDeps {
  config: RuntimeConfig;
  logger: FastifyBaseLogger;
  metrics: Metrics;
  admission: Admission;
  readiness(): ReadyState;
  /** What speaks; throws ApiError `not_ready` before it can. */
  engine(): LoadedEngine;
  /** Has something give back its memory whenever the server falls asleep. */
  whenAsleep?(then: () => void): void;
}
