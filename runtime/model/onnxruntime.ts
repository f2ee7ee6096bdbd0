// The one place that loads ONNX Runtime (test/architecture.test.ts): nothing loads it before its telemetry is off.
import './no-telemetry.ts';
import { env } from 'onnxruntime-node';

// What it prints is coloured text in a log of JSON lines; what fails is thrown as well.
env.logLevel = 'fatal';

export { InferenceSession, Tensor, env } from 'onnxruntime-node';

/** For a session's `logSeverityLevel`: fatal errors only. */
export const LOG_NOTHING = 4;
