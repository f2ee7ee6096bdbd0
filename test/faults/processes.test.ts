import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { NAMESPACE, theWorld } from './world.ts';
import type { TTSObject, World } from './world.ts';

let world: World;
let url: string;
beforeAll(async () => {
  world = await theWorld();
  url = await world.address('voice');
});

const logLevel = async (level: string): Promise<void> => {
  await world.k.ok([
    ...['patch', 'tts', 'voice', '-n', NAMESPACE, '--type=merge'],
    ...['-p', JSON.stringify({ spec: { server: { logLevel: level } } })],
  ]);
};
const runsWith = async (level: string): Promise<boolean> => {
  const pods = await world.pods('app=voice-service');
  const texts = pods.map(({ spec }) => JSON.stringify(spec));
  return pods.length > 0 && texts.every((text) => text.includes(`{"name":"TTS_LOG_LEVEL","value":"${level}"}`));
};

test('kill -9 of the operator, three times while a changed spec is rolled out', async () => {
  const { share } = await world.survive('kill -9 of the operator', url, async () => {
    await logLevel('DEBUG');
    for (const wait of [100, 700, 2500]) {
      await sleep(wait);
      await eventually(
        'an operator is killed',
        async () => {
          const [operator] = await world.operators();
          if (operator) process.kill(await world.processOf(operator, 'operator'), 'SIGKILL');
          return operator !== undefined;
        },
        90_000,
      );
      await sleep(500);
    }
  });
  expect(await runsWith('DEBUG')).toBe(true);
  expect(share).toBe(1);
});

test('kill -9 of the downloader, twice: the model is verified all the same', async () => {
  await world.survive('kill -9 of the downloader', url, async () => {
    await world.apply('fetched', { scaling: { replicas: 1 }, model: { voices: ['af_heart', 'am_adam'] } });
    for (let kill = 0; kill < 2; kill++) {
      const pod = await eventually(
        'a downloader at work',
        async () => {
          const [found] = await world.pods('app.kubernetes.io/name=tts-model');
          return found?.status.phase === 'Running' && found;
        },
        120_000,
        50,
      );
      await sleep(400 * (kill + 1));
      process.kill(await world.processOf(pod, 'download'), 'SIGKILL');
      await eventually('its pod has failed', async () => {
        const [left] = (await world.pods('app.kubernetes.io/name=tts-model')).filter(
          ({ metadata }) => metadata.uid === pod.metadata.uid,
        );
        return left === undefined;
      });
    }
    const phase = async () => (await world.k.get<TTSObject>('tts', 'fetched', NAMESPACE))?.status?.model?.phase;
    await eventually('the model is verified', async () => (await phase()) === 'Verified', 300_000);
  });
  await world.k.ok(['delete', 'tts', 'fetched', '-n', NAMESPACE]);
});

test('kill -9 of a server: the other one serves on', async () => {
  const { longestGapSeconds } = await world.survive('kill -9 of a server', url, async () => {
    const [victim] = await world.pods('app=voice-service');
    if (victim) process.kill(await world.processOf(victim, 'tts-service'), 'SIGKILL');
    await eventually('it is seen to be down', async () =>
      (await world.services()).some(({ status }) =>
        status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is !== 'True'),
      ),
    ).catch(() => undefined); // it may be up again before anyone looks
  });
  expect(longestGapSeconds).toBeLessThan(30);
});

test('kill -9 of containerd: servers go on without it, and nothing is started twice', async () => {
  const before = (await world.pods('app=voice-service')).map(({ metadata }) => metadata.uid);
  const { share } = await world.survive('kill -9 of containerd', url, async () => {
    world.killProgram('containerd');
    await sleep(10_000);
    await world.startNode();
  });
  expect((await world.pods('app=voice-service')).map(({ metadata }) => metadata.uid)).toEqual(before);
  expect(share).toBe(1);
});
