import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';
import { autoscaler } from './autoscaler.ts';

it('the autoscaler looks at the server alone, whatever sidecars a mesh puts beside it', () => {
  expect(autoscaler(service({ spec: { scaling: { maxReplicas: 3 } } }))?.spec).toMatchObject({
    metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'tts-service' } }],
  });
});
