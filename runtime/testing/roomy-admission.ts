import { Admission } from '../admission.ts';
import type { AdmissionOptions } from '../admission.ts';

/** An admission with room for a test's requests, but for what `options` say. */
export function roomyAdmission(options: Partial<AdmissionOptions> = {}): Admission {
  const { maxRequests = 8, maxAnswers = 32, maxHeldBytes = 100_000_000, queueTimeoutMs = 1000 } = options;
  return new Admission({ maxRequests, maxAnswers, maxHeldBytes, queueTimeoutMs });
}
