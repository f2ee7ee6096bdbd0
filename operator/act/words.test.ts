import { expect, test } from 'vitest';
import { brief } from './words.ts';

test.each([
  [
    'PersistentVolumeClaim "m" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n  core.PersistentVolumeClaimSpec{\n   \tAccessModes: {"ReadWriteOnce"},\n',
    'PersistentVolumeClaim "m" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims.',
  ],
  [
    'Deployment.apps "a" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"a"}}: field is immutable',
    'Deployment.apps "a" is invalid: spec.selector: field is immutable.',
  ],
  [
    'Job.batch "j" is invalid: spec.template: Invalid value: core.PodTemplateSpec{ObjectMeta:v1.ObjectMeta{Name:"", Labels:map[string]string{"a":"b"}}}: field is immutable',
    'Job.batch "j" is invalid: spec.template: field is immutable.',
  ],
  [
    'jobs.batch "x" is forbidden: exceeded quota: q, requested: count/jobs.batch=1',
    'jobs.batch "x" is forbidden: exceeded quota: q, requested: count/jobs.batch=1.',
  ],
  ['admission webhook "w" denied the request: use {team}!', 'admission webhook "w" denied the request: use {team}!'],
  ['{"kind":"Status","message":"no"}', ''],
])('%j', (message, said) => {
  expect(brief(message)).toBe(said);
});
