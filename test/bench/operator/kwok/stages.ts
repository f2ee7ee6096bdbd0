/** How the played nodes run pods; times in milliseconds. */
export interface PlayedPods {
  /** From a pod being bound to a node until its containers run. */
  start: number;
  /** From a download Job's pod running until it has succeeded. */
  download: number;
  /** That of every pod; undefined: each has its own. */
  address?: string | undefined;
}

interface Requirement {
  key: string;
  operator: 'Exists' | 'DoesNotExist' | 'In';
  values?: string[];
}

const alive: Requirement = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
const inPhase = (phase: string): Requirement => ({ key: '.status.phase', operator: 'In', values: [phase] });
const fromJob: Requirement = { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] };

const container = (list: string, state: string, ready: boolean): string => `
{{ range .spec.${list} }}
- {name: {{ .name | Quote }}, image: {{ .image | Quote }}, imageID: {{ .image | Quote }}, ready: ${ready}, restartCount: 0, state: ${state}}
{{ end }}`;
const ended = (message: string): string =>
  `{terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}, message: ${message}}}`;
const published = JSON.stringify({ type: 'result', phase: 'Published', filesVerified: 61, filesTotal: 61 });

const ownAddress = `
{{ $ips := PodIPsWith .spec.nodeName false (or .metadata.uid "") .metadata.name .metadata.namespace }}
{{ with $ips }}
podIP: {{ index . 0 | Quote }}
podIPs: [{ip: {{ index . 0 | Quote }}}]
{{ end }}
`;
const running = (address: string | undefined): string => `{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
conditions:
- {type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }}}
- {type: ContainersReady, status: "True", lastTransitionTime: {{ $now | Quote }}}
- {type: Ready, status: "True", lastTransitionTime: {{ $now | Quote }}}
initContainerStatuses:${container('initContainers', ended('""'), true)}
containerStatuses:${container('containers', '{running: {startedAt: {{ $now | Quote }}}}', true)}
${address === undefined ? ownAddress : `podIP: "${address}"\npodIPs: [{ip: "${address}"}]`}
`;

const succeeded = `{{ $now := Now }}
phase: Succeeded
containerStatuses:${container('containers', ended(`'${published}'`), false)}
`;

function stage(name: string, kind: 'Node' | 'Pod', matches: Requirement[], delay: number, next: object): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind },
      selector: { matchExpressions: matches },
      ...(delay > 0 ? { delay: { durationMilliseconds: delay } } : {}),
      next,
    },
  };
}

const status = (template: string): object => ({ patches: [{ subresource: 'status', root: 'status', template }] });

/**
 * What kwok does (kwok.x-k8s.io/v1alpha1 Stage): pods start, download Jobs publish, deleted pods go at once. Nodes stay as they were
 * registered, but without any stage of theirs kwok would not take them on.
 */
export function stages({ start, download, address }: PlayedPods): object[] {
  return [
    stage(
      'node-phase',
      'Node',
      [alive, { key: '.status.phase', operator: 'DoesNotExist' }],
      0,
      status('phase: Running'),
    ),
    stage('pod-start', 'Pod', [alive, inPhase('Pending')], start, status(running(address))),
    stage('pod-publish', 'Pod', [alive, inPhase('Running'), fromJob], download, status(succeeded)),
    stage('pod-delete', 'Pod', [{ ...alive, operator: 'Exists' }], 0, { delete: true }),
  ];
}
