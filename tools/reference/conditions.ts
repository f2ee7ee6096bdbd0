import { conditionTypes } from '../../operator/api/conditions.ts';
import { reasons } from '../../operator/api/reasons.ts';
import { code, page, table } from './page.ts';

/** docs/reference/conditions.md. */
export function conditionsPage(): string {
  const rows = (meanings: Record<string, string>) =>
    Object.entries(meanings).map(([name, meaning]) => [code(name), meaning]);
  const text = [
    'Every condition has a reason, a message, and the generation of the spec that it describes. A change of StorageReady, ModelReady, Available, GPUInUse or Autoscaling is also recorded as an Event, and so is a standstill of Progressing.',
    table(['condition', 'meaning when True'], rows(conditionTypes)),
    '## Reasons',
    table(['reason', 'meaning'], rows(reasons)),
    'A failed download adds the reasons in [errors](errors.md#downloads). Reasons of the scheduler and of the autoscaler, such as `SchedulingGated` and `FailedGetContainerResourceMetric`, are passed on unchanged.',
  ];
  return page('Conditions and reasons', 'operator/api/conditions.ts and operator/api/reasons.ts', text.join('\n\n'));
}
