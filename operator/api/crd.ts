import { z } from 'zod';
import { API_VERSION, GROUP, KIND, PLURAL, VERSION, rule } from './fields.ts';
import { Spec } from './ttsservice.ts';
import { Status } from './status.ts';

type Schema = Record<string, unknown>;

/** A structural OpenAPI v3 schema, as apiextensions.k8s.io/v1 asks for, of a zod type. */
function structural(type: z.ZodType): Schema {
  return z.toJSONSchema(type, {
    target: 'openapi-3.0',
    io: 'input',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      const schema = jsonSchema as Schema;
      if (schema['x-kubernetes-int-or-string']) delete schema.anyOf;
      if (schema['x-kubernetes-preserve-unknown-fields']) {
        schema.type = 'object';
        delete schema.additionalProperties;
        delete schema.properties;
      }
      delete schema.propertyNames;
    },
  });
}

const columns: [name: string, type: string, jsonPath: string, description: string, priority?: number][] = [
  ['Model', 'string', '.spec.model.name', 'Catalog entry.'],
  ['Precision', 'string', '.status.model.precision', 'Precision of the weights.'],
  ['Phase', 'string', '.status.phase', 'Phase of the service.'],
  ['Progress', 'integer', '.status.model.progressPercent', 'Downloaded part of the model, in percent.'],
  ['Ready', 'string', '.status.readyPods', 'Ready pods and desired pods.'],
  ['Device', 'string', '.spec.compute.device', 'CPU or GPU.'],
  ['Endpoint', 'string', '.status.endpoint', 'Address inside the cluster.', 1],
  ['Volume', 'string', '.status.volume', 'Claim that holds the model.', 1],
  ['Digest', 'string', '.status.model.digest', 'sha256 of the model’s manifest.', 1],
  ['Age', 'date', '.metadata.creationTimestamp', 'Time since creation.'],
];

/** The CustomResourceDefinition of TTSService; `npm run generate` writes it to crds/. */
export function customResourceDefinition(): Schema {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${PLURAL}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: {
        kind: KIND,
        listKind: `${KIND}List`,
        plural: PLURAL,
        singular: 'ttsservice',
        shortNames: ['tts'],
        categories: ['all'],
      },
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.scaling.replicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          additionalPrinterColumns: columns.map(([name, type, jsonPath, description, priority]) => ({
            name,
            type,
            jsonPath,
            description,
            ...(priority === undefined ? {} : { priority }),
          })),
          schema: {
            openAPIV3Schema: {
              description: `A text-to-speech service: ${API_VERSION} ${KIND}. The operator downloads and verifies the model, then runs speech servers on it.`,
              type: 'object',
              'x-kubernetes-validations': [
                rule(
                  "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                  'the name of a TTSService must begin with a letter and have no dots: its Service is named after it',
                ),
              ],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 52 } } },
                spec: { ...structural(Spec), default: {} },
                // What kstatus (kubectl wait, Flux, Argo CD) takes for: not looked at yet.
                status: { ...structural(Status), default: { observedGeneration: -1 } },
              },
            },
          },
        },
      ],
    },
  };
}
