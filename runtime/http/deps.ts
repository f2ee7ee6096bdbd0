import type { FastifyBaseLogger } from 'fastify';
import type { Admission } from '../admission.ts';
import type { RuntimeConfig } from '../config.ts';
import type { LexiconLibrary } from '../lexicons/library.ts';
import type { LoadedEngine } from '../speech/engine.ts';
import type { ReadyState } from '../readiness.ts';
import type { Tracing } from '../../tracing/span.ts';
import type { Metrics } from './metrics.ts';

/** What a server is made of. */
export interface ServerParts {
  config: RuntimeConfig;
  logger: FastifyBaseLogger;
  metrics: Metrics;
  admission: Admission;
  tracing: Tracing;
  readiness(): ReadyState;
  /** What speaks; throws ApiError `not_ready` before it can. */
  engine(): LoadedEngine;
  /** Has something give back its memory whenever the server falls asleep. */
  whenAsleep?(then: () => void): void;
}

/** What the routes work with. */
export interface ServerDeps extends ServerParts {
  lexicons: LexiconLibrary;
}
