import { parseArgs } from 'node:util';
import { EXIT, Failure } from './failure.ts';

export const usage = `usage: kubectl tts COMMAND [options]

  status [NAME] [-A]        shows the objects of a TTSService, their progress and problems
  say TEXT -o FILE          speaks TEXT (-: standard input) into FILE (-: standard output)
      [--voice V] [--speed X] [--format mp3|opus|aac|flac|wav|pcm] [--service NAME]
      [--lexicon NAME[,NAME...]]
  lexicon import FILE       prints a TTSLexicon of a file: W3C PLS, or lines of a word, two spaces and IPA
      [--name NAME] [--language TAG] [--apply]
  voices [--language TAG]   lists the voices of a running service [--service NAME]
  verify [NAME]             reads every file of the model on its volume again and compares its sha256
      [--timeout SECONDS]
  events [NAME] [--last N]  lists the Events of a service and of all its objects
  doctor [-A]               checks the cluster, the operator and your rights

  -n, --namespace NS   namespace (default: that of the kubeconfig's context)
      --context NAME   context of the kubeconfig
      --kubeconfig FILE
  -h, --help

Without NAME, the command uses the only TTSService of the namespace. TTS_API_KEY is the API key for services that require one.
Exit status: 0 success, 1 failure (not ready, not verified, a check failed), 2 wrong usage, 3 the cluster cannot be reached or refuses.
`;

export const commands = ['status', 'say', 'lexicon', 'voices', 'verify', 'events', 'doctor'] as const;
export type Command = (typeof commands)[number];

const options = {
  namespace: { type: 'string', short: 'n' },
  'all-namespaces': { type: 'boolean', short: 'A' },
  context: { type: 'string' },
  kubeconfig: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  service: { type: 'string' },
  output: { type: 'string', short: 'o' },
  voice: { type: 'string' },
  speed: { type: 'string' },
  format: { type: 'string' },
  language: { type: 'string' },
  timeout: { type: 'string' },
  last: { type: 'string' },
  lexicon: { type: 'string' },
  name: { type: 'string' },
  apply: { type: 'boolean' },
} as const;

type Option = keyof typeof options;

const everywhere: Option[] = ['namespace', 'context', 'kubeconfig', 'help'];
/** What each command takes beyond `everywhere`, and how many words. */
const accepted: Record<Command, { options: Option[]; words: [least: number, most: number] }> = {
  status: { options: ['all-namespaces'], words: [0, 1] },
  say: { options: ['output', 'voice', 'speed', 'format', 'service', 'lexicon'], words: [1, 1] },
  lexicon: { options: ['name', 'language', 'apply'], words: [2, 2] },
  voices: { options: ['language', 'service'], words: [0, 0] },
  verify: { options: ['timeout'], words: [0, 1] },
  events: { options: ['last'], words: [0, 1] },
  doctor: { options: ['all-namespaces'], words: [0, 0] },
};

export interface Given {
  command: Command;
  /** The name, or the text to speak; of `lexicon import`, the file. */
  word: string | undefined;
  options: Partial<Record<Exclude<Option, 'help' | 'all-namespaces' | 'apply'>, string>>;
  allNamespaces: boolean;
  apply: boolean;
}

/** Reads the command line; throws a Failure that says what to write. Undefined: help was asked for. */
export function readArguments(argv: string[]): Given | undefined {
  const { values, positionals } = parsed(argv);
  if (values.help || positionals[0] === 'help') return undefined;
  const [name, ...words] = positionals;
  if (name === undefined) throw wrong('missing command');
  const command = commands.find((one) => one === name);
  if (!command) throw wrong(`unknown command ${JSON.stringify(name)}`);
  const { options: own, words: count } = accepted[command];
  for (const option of Object.keys(values) as Option[])
    if (!everywhere.includes(option) && !own.includes(option)) throw wrong(`${command} does not accept --${option}`);
  if (command === 'lexicon' && (words[0] !== 'import' || words.length !== 2)) throw wrong('write lexicon import FILE');
  if (words.length < count[0]) throw wrong(`${command} needs the text to speak as one quoted argument`);
  if (words.length > count[1])
    throw wrong(`${command} takes ${count[1] === 0 ? 'no argument' : 'one argument'}; quote text with spaces`);
  const { help: _, 'all-namespaces': all = false, apply = false, ...strings } = values;
  if (all && words.length > 0) throw wrong('use either NAME or --all-namespaces');
  return { command, word: words.at(-1), options: strings, allNamespaces: all, apply };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw wrong((error as Error).message.split('\n')[0] ?? '');
  }
}

function wrong(what: string): Failure {
  return new Failure(EXIT.usage, `${what}. See kubectl tts --help.`);
}

/** A number between two bounds, or the Failure that names the option. */
export function numberOption(name: Option, text: string | undefined, standard: number, least: number, most: number) {
  if (text === undefined) return standard;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most)
    throw new Failure(EXIT.usage, `--${name} ${JSON.stringify(text)}: must be a number from ${least} to ${most}.`);
  return value;
}
