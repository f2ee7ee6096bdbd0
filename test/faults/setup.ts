import bringUp from '../e2e/setup.ts';
import { NAMESPACE, theWorld } from './world.ts';

/** The node with the sample (as it is where TTS_NODE_AS_IS is set), and a service of two pods whose namespace is removed at the end. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TTS_NODE_AS_IS === undefined) await bringUp();
  const world = await theWorld();
  await world.prepare();
  await world.apply('voice', { scaling: { replicas: 2 } });
  await world.allReady();
  return async () => {
    await world.k.ok(['delete', 'namespace', NAMESPACE, '--timeout=120s']);
  };
}
