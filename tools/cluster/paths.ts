import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const repoRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What may be built once and kept for every checkout: `TTS_CACHE`, else the XDG cache folder. */
export const cacheRoot =
  process.env['TTS_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tts-operator');

/** State of the embedded cluster: one per machine, since its bridge, addresses and iptables chains are the machine's. */
export const nodeState = process.env['TTS_CLUSTER_STATE'] ?? '/var/lib/tts-operator/node';

/** Logs of the steps of `up`, `images` and the tests, named when a step fails. */
export const logFolder = join(repoRoot, '.state/log');
