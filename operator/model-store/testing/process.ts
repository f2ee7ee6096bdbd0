import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestText } from '../manifest.ts';
import { parseReport } from '../report.ts';
import type { ProgressLine, ResultLine } from '../report.ts';
import { sourcesText } from '../source.ts';
import type { Sources } from '../source.ts';
import { testEnvironment } from './sample.ts';
import type { Sample } from './sample.ts';

const entry = join(import.meta.dirname, '../main.ts');

/** A downloader that runs as its own process, as in a pod. */
export interface Run {
  child: ChildProcess;
  ended: Promise<{
    code: number | null;
    signal: string | null;
    output: string;
    result: ResultLine | undefined;
    progress: ProgressLine[];
  }>;
}

/** Writes a task's files into a folder and returns the environment that names them. */
export async function taskEnvironment(folder: string, sample: Sample, sources: Sources, modelPath: string) {
  const [manifest, from] = [join(folder, 'manifest.json'), join(folder, 'sources.json')];
  await writeFile(manifest, manifestText(sample.manifest));
  await writeFile(from, sourcesText(sources));
  return {
    ...{ MODEL_MANIFEST_FILE: manifest, MODEL_SOURCES_FILE: from, MODEL_PATH: modelPath, MODEL_DIGEST: sample.digest },
    ...{ MODEL_RESULT_FILE: join(folder, 'result.json') },
  };
}

/** Starts the downloader's entry, with the flag for small memory that pods give it. */
export function startMain(args: string[], env: Record<string, string>, options: SpawnOptions = {}): Run {
  const child = spawn(process.execPath, ['--max-semi-space-size=1', entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...testEnvironment, ...env },
    ...options,
  });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const ended: Run['ended'] = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const lines = output.split('\n').flatMap((line) => parseReport(line) ?? []);
      const result = lines.find((line) => line.type === 'result');
      resolve({ code, signal, output, result, progress: lines.filter((line) => line.type === 'progress') });
    });
  });
  return { child, ended };
}

/** The most memory a process has had resident so far, in MiB, or 0 when it is gone. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
