import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What left the process, apart from the machine's own loopback. */
export interface Sent {
  /** Names that were asked for. */
  names: string[];
  /** Packets to any other address. */
  packets: number;
}

/**
 * Runs a TypeScript program in a network namespace of its own, where the only name server is one of this file and every
 * address but loopback lies behind a cable that nobody listens on. It sees no other variable of this process: ONNX Runtime
 * sends nothing where one of them names a CI system.
 */
export async function runIsolated(program: string, env: Record<string, string> = {}): Promise<string> {
  const names = join(mkdtempSync(join(tmpdir(), 'tts-isolated-')), 'resolv.conf');
  writeFileSync(names, 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n');
  const setUp = [
    'mount --bind "$1" /etc/resolv.conf',
    'ip link set lo up',
    'ip link add out type veth peer name nobody',
    'echo 1 > /proc/sys/net/ipv6/conf/out/disable_ipv6',
    'ip addr add 10.99.0.1/24 dev out && ip link set out up && ip link set nobody up',
    'ip route add default via 10.99.0.2',
    'shift && exec "$@"',
  ].join(' && ');
  const child = spawn('unshare', ['--net', '--mount', 'sh', '-c', setUp, 'sh', names, process.execPath, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const output = await text(child.stdout);
  const status = await exit;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${output}`);
  return output;
}

/** Inside the namespace: answers every question with the address behind the cable, and remembers what was asked. */
export async function watchNetwork(): Promise<() => Sent> {
  const names: string[] = [];
  const udp = createSocket('udp4', (question, from) => {
    names.push(nameIn(question));
    udp.send(answer(question), from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(53, '127.0.0.1', resolve));
  const tcp = createServer((socket) => {
    socket.on('data', (bytes) => names.push(nameIn(bytes.subarray(2)))).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => tcp.listen(53, '127.0.0.1', resolve));
  udp.unref();
  tcp.unref();
  // proc_net_dev(5): eight columns of what was received, then bytes and packets sent.
  const sent = (): number =>
    Number(/^\s*out:(?:\s*\d+){9}\s+(\d+)/m.exec(readFileSync('/proc/self/net/dev', 'utf8'))![1]);
  const before = sent();
  return () => ({ names, packets: sent() - before });
}

/** The name that a question asks for (RFC 1035 section 4.1.2), which begins behind a header of 12 bytes. */
function nameIn(message: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; message[at]; at += message[at]! + 1)
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]!));
  return labels.join('.');
}

/** The question with one A record, 10.99.0.2, behind it. */
function answer(question: Buffer): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 6);
  header.writeUInt32BE(0, 8);
  const end = question.indexOf(0, 12) + 5;
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 99, 0, 2]);
  return Buffer.concat([header, question.subarray(12, end), record]);
}
