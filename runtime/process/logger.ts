import { pino } from 'pino';
import type { Logger } from 'pino';
import type { RuntimeConfig } from '../config.ts';

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

/** Has what Node would print as text, warnings and the error that ends the process, written as lines of the log. */
export function logEverything(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ err: warning }, warning.message));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'the server fails');
    process.exit(1);
  });
}
