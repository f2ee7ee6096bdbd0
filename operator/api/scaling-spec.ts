import { z } from 'zod';
import { duration, rule } from './fields.ts';

/** Average CPU use that an autoscaler aims at where the spec says nothing, in percent of the request. */
export const CPU_TARGET = 70;

/** How long a service that may sleep stays awake without a request, where the spec says nothing. */
export const IDLE_AFTER = '10m';

/** spec.scaling and spec.rollout: how many pods there are, and how they are replaced. */
export const ScalingSpec = z
  .object({
    replicas: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe(
        'A fixed number of pods. `kubectl scale tts` sets it. If maxReplicas is set, only the value 0 has an effect: it stops all pods.',
      ),
    minReplicas: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe(
        'Minimum number of pods while autoscaling. Default: 1. With 0, an idle service has no pods, and the next request starts one. ' +
          'This needs KEDA and its HTTP add-on. Without them, one pod is the minimum, and condition Autoscaling says what to install.',
      ),
    maxReplicas: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Maximum number of pods. Setting it turns autoscaling on.'),
    idleAfter: duration(
      `Time without a request after which the last pod ends, such as 10m, if minReplicas is 0. Default: ${IDLE_AFTER}.`,
    )
      .meta({
        'x-kubernetes-validations': [
          rule("duration(self) <= duration('168h')", 'must be a week (168h) or less'),
          rule("duration(self) >= duration('30s')", 'must be 30s or more: a pod that starts needs the time'),
        ],
      })
      .optional(),
    targetCPUUtilization: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(`Target for the average CPU use, in percent of the CPU request. Default: ${CPU_TARGET}.`),
    targetQueueDepth: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'Target for the segments of speech that wait in one pod (tts_queue_depth), in addition to CPU use. ' +
          'It needs an adapter for custom.metrics.k8s.io. Condition Autoscaling says so if there is none.',
      ),
    objective: z
      .object({
        firstAudioP95: z
          .string()
          .max(10)
          .regex(/^[1-9][0-9]*(ms|s)$/)
          .describe('Time within which 95 of 100 requests hear their first sound, such as 600ms.')
          .meta({
            'x-kubernetes-validations': [
              rule(
                "duration(self) >= duration('100ms') && duration(self) <= duration('60s')",
                'must be from 100ms to 60s',
              ),
            ],
          }),
        concurrency: z.int().min(1).max(10_000).describe('Number of requests in progress at once.'),
      })
      .optional()
      .describe(
        'A goal from which the operator chooses the number of pods, between minReplicas and maxReplicas, by what pods measure of ' +
          'themselves. Without targetCPUUtilization and targetQueueDepth, there are exactly as many pods as the goal needs. With one of ' +
          'them, there may be more. Condition ObjectiveMet says whether the goal is met. If unset, there is none.',
      ),
  })
  .describe(
    'Number of pods: replicas for a fixed number, or minReplicas and maxReplicas for autoscaling. If both are set, minReplicas and maxReplicas take precedence.',
  )
  .meta({
    'x-kubernetes-validations': [
      rule(
        'has(self.maxReplicas) || (has(self.replicas) && !has(self.minReplicas) && !has(self.targetCPUUtilization) && !has(self.targetQueueDepth) && !has(self.idleAfter) && !has(self.objective))',
        'write scaling.replicas for a fixed number, or scaling.maxReplicas to autoscale: minReplicas, the targets and the objective go with maxReplicas',
      ),
      rule(
        '!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas',
        'scaling.minReplicas must not exceed maxReplicas',
      ),
      rule(
        '!has(self.idleAfter) || (has(self.minReplicas) && self.minReplicas == 0)',
        'scaling.idleAfter says when the last pod ends: write it with minReplicas 0, or leave it out',
      ),
      rule(
        '!has(self.targetQueueDepth) || !has(self.minReplicas) || self.minReplicas > 0',
        'scaling.targetQueueDepth does not go with minReplicas 0: KEDA then scales by the requests in progress',
      ),
    ],
  });

export const RolloutSpec = z
  .object({
    maxSurge: z.int().min(0).max(1000).default(1).describe('Number of pods that may run above the desired number.'),
    maxUnavailable: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        'Number of pods that may be unavailable. Set it to 1, with maxSurge 0, if there is no room for one more pod, for example on a node with one GPU.',
      ),
  })
  .describe(
    'How pods are replaced, as in a Deployment. With accessModes ReadWriteOncePod the old pod always ends first.',
  )
  .meta({
    'x-kubernetes-validations': [
      rule(
        '!(has(self.maxSurge) && self.maxSurge == 0) || (has(self.maxUnavailable) && self.maxUnavailable > 0)',
        'rollout.maxSurge 0 needs rollout.maxUnavailable of 1 or more',
      ),
    ],
  });
