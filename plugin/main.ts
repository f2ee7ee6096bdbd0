import { numberOption, readArguments, usage } from './arguments.ts';
import type { Given } from './arguments.ts';
import type { Connection } from './connection.ts';
import { connect, explain } from './connection.ts';
import { doctor } from './doctor.ts';
import { eventLines } from './events.ts';
import { EXIT, Failure } from './failure.ts';
import { inventory, oneService, services } from './inventory.ts';
import { applyLexicons, asYaml, importedLexicons } from './lexicon.ts';
import { say, voices } from './speech.ts';
import { drawn, serviceTree } from './tree.ts';
import { verify } from './verify.ts';

const print = (lines: string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs one command; the exit status says whether all is well. */
async function run(given: Given, at: Connection): Promise<number> {
  const { command, word, options, allNamespaces } = given;
  switch (command) {
    case 'status':
      return status(at, word, allNamespaces);
    case 'say':
      await say(at, given, note);
      return EXIT.ok;
    case 'lexicon':
      print(await applyLexicons(at, await importedLexicons(word ?? '', options, note)));
      return EXIT.ok;
    case 'voices':
      print(await voices(at, given));
      return EXIT.ok;
    case 'verify': {
      const timeout = numberOption('timeout', options.timeout, 300, 1, 86_400);
      print([await verify(at, await oneService(at, word), timeout, note)]);
      return EXIT.ok;
    }
    case 'events': {
      const last = numberOption('last', options.last, 50, 1, 10_000);
      const lines = await eventLines(at, await inventory(at, await oneService(at, word)), last, Date.now());
      print(lines.length > 0 ? lines : ['no Events (the API server keeps them for an hour)']);
      return EXIT.ok;
    }
    case 'doctor': {
      const findings = await doctor(at, allNamespaces);
      print(findings.map(({ level, what }) => `${level.padEnd(4)}  ${what}`));
      return findings.some(({ level }) => level === 'fail') ? EXIT.failed : EXIT.ok;
    }
  }
}

async function status(at: Connection, name: string | undefined, everywhere: boolean): Promise<number> {
  const all = name === undefined ? await services(at, everywhere) : [await oneService(at, name)];
  if (all.length === 0) {
    const where = everywhere ? 'the cluster has' : `namespace ${at.namespace} has`;
    throw new Failure(
      EXIT.failed,
      `No TTSService found: ${where} none.${everywhere ? '' : ' Use -n for another namespace, or -A for all.'}`,
    );
  }
  let well = true;
  for (const service of all) {
    const found = await inventory(at, service);
    const events = await eventLines(at, found, 5, Date.now());
    print([...drawn(serviceTree(found, events.map(shortened), Date.now())), '']);
    const ready = service.status?.conditions?.find(({ type }) => type === 'Ready');
    well &&= ready?.status === 'True';
  }
  return well ? EXIT.ok : EXIT.failed;
}

/** An Event's message can fill a screen; `events` shows it whole. */
function shortened(line: string): string {
  return line.length > 180 ? `${line.slice(0, 179)}…` : line;
}

async function main(): Promise<number> {
  let at: Connection | undefined;
  try {
    const given = readArguments(process.argv.slice(2));
    if (!given) {
      process.stdout.write(usage);
      return EXIT.ok;
    }
    if (given.command === 'lexicon' && !given.apply) {
      process.stdout.write(asYaml(await importedLexicons(given.word ?? '', given.options, note)));
      return EXIT.ok;
    }
    at = connect(given.options);
    return await run(given, at);
  } catch (error) {
    const failure = explain(error, at?.server);
    note(`kubectl tts: ${failure.message}`);
    return failure.exit;
  } finally {
    await at?.api.close();
  }
}

// Standard output may be a pipe whose reader has gone, such as head.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
void main().then((code) => {
  process.exitCode = code;
});
