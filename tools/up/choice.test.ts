import { describe, expect, test } from 'vitest';
import { additionsOf, chooseTarget, wantedDown } from './choice.ts';
import type { Choice, Machine } from './choice.ts';

const bare: Machine = {
  configured: false,
  embeddedExists: false,
  mayEmbed: true,
  kindInstalled: false,
  dockerAnswers: false,
};
const docker = { ...bare, kindInstalled: true, dockerAnswers: true };
const choose = (choice: Partial<Choice>, machine: Partial<Machine>) =>
  chooseTarget({ target: undefined, context: undefined, ...choice }, { ...bare, ...machine });

describe('without a wish', () => {
  test.each<[string, Partial<Machine>, string, RegExp]>([
    ['KUBECONFIG comes first', { ...docker, configured: true, embeddedExists: true }, 'context', /KUBECONFIG/],
    ['an embedded node stays in use', { ...docker, embeddedExists: true }, 'embedded', /already/],
    ['kind where it can be used', docker, 'kind', /kind is installed and Docker answers/],
    ['no kind', { dockerAnswers: true }, 'embedded', /^kind is not installed$/],
    ['a Docker that does not answer', { kindInstalled: true }, 'embedded', /^Docker does not answer$/],
  ])('%s', (_, machine, kind, why) => {
    const chosen = choose({}, machine);
    expect(chosen.kind).toBe(kind);
    expect(chosen.why).toMatch(why);
  });

  test('a machine with nothing is told what would help', () => {
    expect(() => choose({}, { mayEmbed: false })).toThrow(
      /kind is not installed and Docker does not answer\. Name a cluster with --context/,
    );
  });
});

describe('--target and --context', () => {
  test('--target wins over what is there', () => {
    expect(choose({ target: 'kind' }, { ...docker, configured: true, embeddedExists: true }).kind).toBe('kind');
    expect(choose({ target: 'embedded' }, { ...docker, configured: true }).kind).toBe('embedded');
    expect(choose({ target: 'context' }, { ...docker, embeddedExists: true }).kind).toBe('context');
  });

  test('--context is a wish for that cluster', () => {
    expect(choose({ context: 'prod' }, docker)).toEqual({ kind: 'context', why: '--context prod' });
    expect(choose({ context: 'prod', target: 'context' }, docker).kind).toBe('context');
  });

  test.each<[string, Partial<Choice>, Partial<Machine>, RegExp]>([
    ['an unknown name', { target: 'minikube' }, docker, /choose one of context, embedded, kind/],
    ['two wishes', { target: 'kind', context: 'prod' }, docker, /leave one out/],
    ['kind without Docker', { target: 'kind' }, { kindInstalled: true }, /Docker does not answer/],
    ['a node of its own without root', { target: 'embedded' }, { mayEmbed: false }, /Linux and root/],
  ])('%s is refused', (_, choice, machine, message) => {
    expect(() => choose(choice, machine)).toThrow(message);
  });
});

test('--with adds KEDA, and NetworkPolicies to the embedded node alone', () => {
  const chosen = (kind: 'embedded' | 'kind') => ({ kind, why: '' });
  expect(additionsOf(undefined, chosen('embedded'))).toEqual({ keda: false, policies: false });
  expect(additionsOf(['policies'], chosen('embedded'))).toEqual({ keda: false, policies: true });
  expect(additionsOf(['keda', 'policies'], chosen('embedded'))).toEqual({ keda: true, policies: true });
  expect(additionsOf(['keda'], chosen('kind'))).toEqual({ keda: true, policies: false });
  expect(() => additionsOf(['policies'], chosen('kind'))).toThrow(/network plug-in/);
  expect(() => additionsOf(['metrics'], chosen('embedded'))).toThrow(/additions are keda and policies/);
});

describe('down', () => {
  const wanted = (choice: Partial<Choice>, made: ('embedded' | 'kind')[], machine: Partial<Machine> = {}) =>
    wantedDown({ target: undefined, context: undefined, ...choice }, { ...docker, ...machine }, made)?.kind;

  test.each<[string, Partial<Choice>, ('embedded' | 'kind')[], string | undefined]>([
    ['what `up` made', {}, ['kind'], 'kind'],
    ['the embedded node first', {}, ['embedded', 'kind'], 'embedded'],
    ['the one that is named', { target: 'kind' }, ['embedded', 'kind'], 'kind'],
    ['nothing, where nothing is there', {}, [], undefined],
    ['nothing, where the named one is not there', { target: 'embedded' }, ['kind'], undefined],
    ['a context that is named', { context: 'prod' }, [], 'context'],
  ])('takes %s', (_, choice, made, kind) => {
    expect(wanted(choice, made)).toBe(kind);
  });

  test('says what is missing where kind is named and cannot be asked', () => {
    expect(() => wanted({ target: 'kind' }, ['embedded'], { kindInstalled: false })).toThrow(
      /^--target kind: kind is not installed, so no cluster of kind can be seen or removed from here/,
    );
  });

  test('takes the cluster of KUBECONFIG before those that `up` made', () => {
    expect(wanted({}, ['embedded', 'kind'], { configured: true })).toBe('context');
  });
});
