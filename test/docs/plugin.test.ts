import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl, Ran } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';
import { thePlugin } from '../support/plugin.ts';
import type { Plugin } from '../support/plugin.ts';

let plane: ControlPlane;
let k: Kubectl;
let plugin: Plugin;
let operator: OperatorProcess | undefined;
let kubelet: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  [plane, plugin] = await Promise.all([startControlPlane({ controllerManager: true, scheduler: true }), thePlugin()]);
  k = kubectl(plane.kubeconfig, plane.binaries);
});
afterAll(async () => {
  await kubelet?.stop();
  await operator?.stop();
  await plane?.stop();
});

const tts = (...args: string[]): Promise<Ran> => plugin.run(plane.kubeconfig, args);

describe('wrong usage ends with 2 and says what to write', () => {
  test.each([
    [['spaek', 'x'], /unknown command "spaek".*--help/],
    [['say', 'hello', '-o', 'x.mp3', '--speed', '9'], /--speed "9": must be a number from 0.25 to 4/],
    [['say', 'hello', '-o', 'x', '--format', 'midi'], /--format "midi": must be one of mp3, opus/],
    [['status', '--context', 'elsewhere'], /The kubeconfig has no context elsewhere, only /],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await tts(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('--help names every command; the bundle is one file that also kubectl finds', async () => {
  const { code, stdout } = await tts('--help');
  expect(code).toBe(0);
  for (const command of ['status', 'say', 'voices', 'verify', 'events', 'doctor'])
    expect(stdout).toContain(`  ${command} `);
  expect(plugin.bytes).toBeLessThan(4e6);
  const path = [plugin.folder, plane.binaries, dirname(process.execPath), process.env.PATH].join(':');
  const called = spawnSync('kubectl', ['tts', '--help'], {
    env: { ...process.env, PATH: path, KUBECONFIG: plane.kubeconfig },
    encoding: 'utf8',
  });
  expect(called.stdout).toBe(stdout);
});

test('a cluster without the operator: doctor and status say that it is to be installed', async () => {
  const doctor = await tts('doctor');
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toMatch(/^ok {4}Kubernetes v1\.\d+/);
  expect(doctor.stdout).toContain('fail  the CRD of TTSService is not installed: install the operator');
  expect(doctor.stdout).toContain('fail  no operator is installed');
  expect(doctor.stdout).toContain('there is no default StorageClass');
  expect(await tts('status')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('install the operator') as string,
  });
});

describe('with the operator', () => {
  beforeAll(async () => {
    await applyCrds(k);
    await k.ok(['apply', '-f', 'config/manager/namespace.yaml']);
    await k.ok(['apply', '-k', 'config/rbac']);
  });
  const apply = (name: string, spec: string): Promise<string> =>
    k.apply(
      `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: ${name}}\nspec: ${spec}\n`,
    );

  test('no service, and one that no operator has seen', async () => {
    expect(await tts('status')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No TTSService found: namespace default has none.') as string,
    });
    expect(await tts('status', 'hello')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Namespace default has no TTSService hello (existing: none)') as string,
    });
    await apply('hello', '{scaling: {minReplicas: 2, maxReplicas: 3}}');
    const { code, stdout } = await tts('status');
    expect(code).toBe(1);
    expect(stdout).toContain('not observed by an operator yet');
  });

  test('while it downloads, status says so and say tells why it cannot', async () => {
    operator = await startOperator(plane.kubeconfig);
    await eventually('a download', async () => (await tts('status')).stdout.includes('Job tts-kokoro-v1-0-q8-'));
    const { stdout } = await tts('status', 'hello');
    expect(stdout).toContain('Deployment  none: no server starts before its model is verified');
    expect(stdout).toMatch(/ModelReady {3}False/);
    const { code, stderr } = await tts('say', 'Hello.', '-o', '/tmp/never.mp3');
    expect(code).toBe(1);
    expect(stderr).toMatch(/No pod of hello is ready: \w+: /);
    expect(existsSync('/tmp/never.mp3')).toBe(false);
    expect((await tts('verify')).stderr).toContain('its model has never been verified');
  });

  test('once it serves: a tree of everything, its Events, and a doctor who names what the cluster lacks', async () => {
    kubelet = playKubelet(k);
    await k.ok(['wait', '--for=condition=Ready', 'tts/hello', '--timeout=60s']);
    const { code, stdout } = await tts('status');
    expect(code, stdout).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^TTSService default\/hello {2}Ready {2}2\/2 ready {2}cpu {2}\d+s$/);
    for (const part of [
      /^├─ Model kokoro-v1\.0 q8 {2}Verified {2}60\/60 files {2}\d+ MB {2}verified /,
      /^├─ PersistentVolumeClaim \S+ {2}Bound {2}2Gi {2}no class {2}ReadWriteOnce$/,
      /^│ {2}└─ Job \S+-pull-1 {2}Complete/,
      /^├─ Deployment hello {2}2\/2 ready$/,
      /^│ {2}├─ Pod hello-\S+ {2}Ready {2}not scheduled yet/,
      /^├─ Service hello-service {2}ClusterIP {2}http:\/\/hello-service\.default\.svc\.cluster\.local$/,
      /^├─ HorizontalPodAutoscaler hello {2}2 to 3, wants \d {2}CPU not measured of 70 %$/,
      /^│ {2}├─ ModelReady {3}True {4}Verified: All files were verified at /,
      /^└─ Events$/,
    ])
      expect(
        lines.some((line) => part.test(line)),
        `${part} in\n${stdout}`,
      ).toBe(true);
    const events = await tts('events');
    expect(events.stdout).toMatch(/Normal +TTSService\/hello +Verified +All files were verified/);
    expect(events.stdout).toMatch(/Job\/\S+ +SuccessfulCreate/);
    expect((await tts('events', '--last', '1')).stdout.trim().split('\n')).toHaveLength(1);
    const doctor = await tts('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('ok    TTSService default/hello is ready (2/2)');
    expect(doctor.stdout).toContain('fail  hello: the metrics API does not work');
    expect(doctor.stdout).toContain('fail  hello: there is no default StorageClass (existing: none)');
    expect(doctor.stdout).toContain('ok    you have the permissions that kubectl tts needs in default');
  });

  test('doctor asks for the operator’s rights and its lease', async () => {
    await k.ok(['apply', '-f', 'config/manager/deployment.yaml']);
    const well = await tts('doctor');
    expect(well.stdout).toContain('ok    the operator has the permissions that it needs in default');
    expect(well.stdout).toMatch(/fail {2}operator tts-system\/tts-operator does not run \(0\/1 ready\)/);
    expect(well.stdout).toContain('warn  lease tts-system/tts-operator does not exist');
    expect(well.stdout).toContain('warn  the operator has no TTS_NPM_REGISTRY and TTS_PYPI_INDEX');
    await k.ok(['delete', 'clusterrolebinding', 'tts-operator']);
    expect((await tts('doctor')).stdout).toMatch(
      /fail {2}system:serviceaccount:tts-system:tts-operator is not allowed to watch ttsservices, /,
    );
  });

  test('several services: one is to be named', async () => {
    await apply('second', '{scaling: {replicas: 0}}');
    const { code, stderr } = await tts('events');
    expect(code).toBe(2);
    expect(stderr).toMatch(/default has several TTSServices\. Name one: hello, second/);
    await eventually('both trees', async () =>
      /^TTSService default\/second {2}ScaledToZero/m.test((await tts('status')).stdout),
    );
  });

  describe('verify', () => {
    /** Plays the node for the pod of a verify Job. */
    const answer = async (result: object, exitCode: number): Promise<KubeObject> => {
      const selector = ['-l', 'app.kubernetes.io/name=tts-verify'];
      const pod = await eventually('a pod that verifies', async () => {
        const { items } = await k.json<{ items: KubeObject[] }>(['get', 'pods', ...selector]);
        return items.find(({ metadata }) => !metadata.deletionTimestamp);
      });
      const terminated = { exitCode, message: JSON.stringify(result) };
      const status = {
        phase: exitCode === 0 ? 'Succeeded' : 'Failed',
        containerStatuses: [
          { name: 'model', image: 'x', imageID: 'x', ready: false, restartCount: 0, state: { terminated } },
        ],
      };
      await k.ok([
        'patch',
        'pod',
        pod.metadata.name,
        '--subresource=status',
        '--type=merge',
        '-p',
        JSON.stringify({ status }),
      ]);
      return pod;
    };
    const jobs = async (): Promise<string> =>
      k.ok(['get', 'jobs', '-l', 'app.kubernetes.io/name=tts-verify', '-o', 'name']);

    test('files that are whole', async () => {
      const running = tts('verify', 'hello');
      const pod = await answer(
        { type: 'result', phase: 'Verified', digest: 'abc', filesVerified: 60, filesTotal: 60 },
        0,
      );
      const { code, stdout } = await running;
      expect(stdout).toBe('hello: 60 of 60 files match the manifest (digest abc)\n');
      expect(code).toBe(0);
      const labels = Object.keys(pod.metadata.labels ?? {}).filter(
        (label) => label.startsWith('tts.pattern-agentic.io') || label === 'app',
      );
      expect(labels, 'nothing that a Service or a budget selects').toEqual(['tts.pattern-agentic.io/volume']);
      const { containers } = pod.spec as {
        containers: { args: string[]; volumeMounts: { name: string; readOnly?: boolean }[] }[];
      };
      expect(containers[0]?.args).toEqual(['verify', '--full']);
      expect(containers[0]?.volumeMounts.find(({ name }) => name === 'models')?.readOnly).toBe(true);
      await eventually('the Job is gone', async () => (await jobs()) === '');
    });

    test('a damaged file', async () => {
      const running = tts('verify', 'hello');
      await answer({ type: 'result', phase: 'Failed', reason: 'Damaged', message: 'model.onnx differs.' }, 1);
      const { code, stderr } = await running;
      expect(code).toBe(1);
      expect(stderr).toContain('hello: Damaged: model.onnx differs. Files on the volume differ from the manifest');
      expect(stderr).toContain('kubectl rollout restart deployment/hello -n default');
    });

    test('a pod that never starts', async () => {
      const { code, stderr } = await tts('verify', 'hello', '--timeout', '3');
      expect(code).toBe(1);
      expect(stderr).toMatch(/No result within 3 s\. Pod \S+: no nodes available to schedule pods/);
      await eventually('the Job is gone', async () => (await jobs()) === '');
    });
  });
});

// At the end: a controller-manager that is still starting does not survive its API server.
test('an API server that does not answer, and credentials that are not accepted', async () => {
  await plane.stopApiServer();
  try {
    const { code, stderr } = await tts('status');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^kubectl tts: The API server https:\S+ cannot be reached: .*ECONNREFUSED/);
  } finally {
    await plane.startApiServer();
  }
  const nobody = await plane.kubeconfigFor('nobody');
  const { code, stderr } = await plugin.run(nobody, ['status']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/The API server refused the request: .*User "nobody" cannot list/);
});
