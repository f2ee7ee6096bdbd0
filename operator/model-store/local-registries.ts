import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Asks this machine's npm and pip which registries they use; what cannot be found out is left out. */
export async function localRegistries(env: NodeJS.ProcessEnv = process.env): Promise<Record<string, string>> {
  const [npm, pypi] = await Promise.all([
    env['TTS_NPM_REGISTRY'] || output('npm', ['config', 'get', 'registry']),
    env['TTS_PYPI_INDEX'] || env['PIP_INDEX_URL'] || pipIndex(),
  ]);
  return { ...(npm ? { TTS_NPM_REGISTRY: npm } : {}), ...(pypi ? { TTS_PYPI_INDEX: pypi } : {}) };
}

async function pipIndex(): Promise<string | undefined> {
  const configured = await output('python3', ['-m', 'pip', 'config', 'get', 'global.index-url']);
  return configured ?? output('python3', ['-c', 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)']);
}

async function output(command: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, args, { timeout: 20_000 });
    const url = stdout.trim().split('\n').at(-1) ?? '';
    return /^https?:\/\/\S+$/.test(url) ? url : undefined;
  } catch {
    return undefined;
  }
}
