/** What the user named on the command line. */
export interface Choice {
  target: string | undefined;
  context: string | undefined;
}

/** What of the machine decides which cluster is used. */
export interface Machine {
  /** KUBECONFIG names a file that is not the embedded node's. */
  configured: boolean;
  embeddedExists: boolean;
  /** Linux as root: a node of its own can be started. */
  mayEmbed: boolean;
  kindInstalled: boolean;
  dockerAnswers: boolean;
}

/** A cluster to use, and why that one. */
export interface Chosen {
  kind: 'context' | 'embedded' | 'kind';
  why: string;
}

const names = ['context', 'embedded', 'kind'] as const;
const isName = (text: string): text is Chosen['kind'] => names.some((name) => name === text);

const missing = ({ kindInstalled, dockerAnswers }: Machine): string[] => [
  ...(kindInstalled ? [] : ['kind is not installed']),
  ...(dockerAnswers ? [] : ['Docker does not answer']),
];

/** The cluster that the user names; else the embedded node that is there; else kind; else a new embedded node. Throws where none can be had. */
export function chooseTarget({ target, context }: Choice, machine: Machine): Chosen {
  if (target !== undefined && !isName(target)) throw new Error(`--target ${target}: choose one of ${names.join(', ')}`);
  if (context !== undefined && target !== undefined && target !== 'context')
    throw new Error(`--context ${context} names a cluster, and --target ${target} another: leave one out`);
  if (context !== undefined) return { kind: 'context', why: `--context ${context}` };
  if (target !== undefined) return { kind: possible(target, machine), why: `--target ${target}` };
  if (machine.configured) return { kind: 'context', why: 'KUBECONFIG names it' };
  if (machine.embeddedExists) return { kind: 'embedded', why: 'this machine has one already' };
  const without = missing(machine);
  if (without.length === 0) return { kind: 'kind', why: 'kind is installed and Docker answers' };
  if (machine.mayEmbed) return { kind: 'embedded', why: without.join(' and ') };
  throw new Error(
    `no cluster: ${without.join(' and ')}. Name a cluster with --context or KUBECONFIG, or install Docker and kind, or run this as root on Linux with Go 1.26 (it then builds and starts a node of its own)`,
  );
}

function possible(target: Chosen['kind'], machine: Machine): Chosen['kind'] {
  if (target === 'kind' && missing(machine).length > 0)
    throw new Error(`--target kind: ${missing(machine).join(' and ')}`);
  if (target === 'embedded' && !machine.mayEmbed)
    throw new Error('--target embedded: the embedded node needs Linux and root');
  return target;
}

/** What `up` adds: KEDA, and on the embedded node alone NetworkPolicies that are enforced. Throws for anything else. */
export function additionsOf(wanted: string[] = [], { kind }: Chosen): { keda: boolean; policies: boolean } {
  const unknown = wanted.find((one) => one !== 'keda' && one !== 'policies');
  if (unknown !== undefined) throw new Error(`--with ${unknown}: the additions are keda and policies`);
  const [keda, policies] = [wanted.includes('keda'), wanted.includes('policies')];
  if (policies && kind !== 'embedded')
    throw new Error('--with policies is for the embedded node: in other clusters the network plug-in enforces them');
  return { keda, policies };
}

/** What `down` removes from: the cluster that is named, else one that `up` made; undefined where that is not there. */
export function wantedDown(choice: Choice, machine: Machine, made: ('embedded' | 'kind')[]): Chosen | undefined {
  const named = choice.target !== undefined || choice.context !== undefined || machine.configured;
  const [kind] = made;
  if (!named) return kind && { kind, why: '`up` made it' };
  const without = choice.target === 'kind' ? missing(machine) : [];
  if (without.length > 0)
    throw new Error(
      `--target kind: ${without.join(' and ')}, so no cluster of kind can be seen or removed from here; npm run down alone removes what else \`up\` made`,
    );
  const chosen = chooseTarget(choice, { ...machine, mayEmbed: true });
  return chosen.kind === 'context' || made.includes(chosen.kind) ? chosen : undefined;
}
