import { pino } from 'pino';
import type { Logger } from 'pino';
import type { RuntimeConfig } from './config.ts';

const levels = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error' } as const;

/** JSON lines on standard output; request bodies and headers never appear in them. */
export function createLogger(level: RuntimeConfig['logLevel']): Logger {
  return pino({
    level: levels[level],
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.err },
  });
}
