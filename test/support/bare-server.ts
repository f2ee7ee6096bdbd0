import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = `
const server = require('node:http').createServer((_, answer) => answer.end('{}'));
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));`;

/** A process that answers HTTP and does nothing else: what the machine itself costs beside the server that is measured. */
export async function startBareServer(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${port.toString()}`, stop: () => void child.kill() };
}
