import { z } from 'zod';
import { API_VERSION, GROUP, KIND, LEXICON, PLURAL, VERSION, rule } from './fields.ts';
import { LexiconSpec, LexiconStatus } from './ttslexicon.ts';
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

type Column = [name: string, type: string, jsonPath: string, description: string, priority?: number];

const columns: Column[] = [
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

const lexiconColumns: Column[] = [
  ['Language', 'string', '.spec.language', 'Language of the texts.'],
  ['Entries', 'integer', '.status.entries', 'Entries of the last valid version.'],
  ['Ready', 'string', '.status.conditions[?(@.type=="Ready")].status', 'Whether this version is valid.'],
  ['Reason', 'string', '.status.conditions[?(@.type=="Ready")].reason', 'Why it is not.'],
  ['Message', 'string', '.status.conditions[?(@.type=="Ready")].message', 'The entry that is wrong.', 1],
  ['Digest', 'string', '.status.digest', 'sha256 of the last valid version.', 1],
  ['Age', 'date', '.metadata.creationTimestamp', 'Time since creation.'],
];

interface Parts {
  names: { kind: string; plural: string; singular: string; shortNames: string[] };
  description: string;
  /** Longest name of an object, and what it must look like. */
  maxLength: number;
  rules: object[];
  spec: Schema;
  status: Schema;
  subresources: Schema;
  columns: Column[];
}

function definition({ names, description, maxLength, rules, spec, status, subresources, columns }: Parts): Schema {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: {
        kind: names.kind,
        listKind: `${names.kind}List`,
        plural: names.plural,
        singular: names.singular,
        shortNames: names.shortNames,
        categories: ['all'],
      },
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          subresources: { status: {}, ...subresources },
          additionalPrinterColumns: columns.map(([name, type, jsonPath, description, priority]) => ({
            name,
            type,
            jsonPath,
            description,
            ...(priority === undefined ? {} : { priority }),
          })),
          schema: {
            openAPIV3Schema: {
              description,
              type: 'object',
              'x-kubernetes-validations': rules,
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object', properties: { name: { type: 'string', maxLength } } },
                spec,
                // What kstatus (kubectl wait, Flux, Argo CD) takes for: not looked at yet.
                status: { ...status, default: { observedGeneration: -1 } },
              },
              ...(spec['default'] === undefined ? { required: ['spec'] } : {}),
            },
          },
        },
      ],
    },
  };
}

/** The CustomResourceDefinition of TTSService. */
export function customResourceDefinition(): Schema {
  return definition({
    names: { kind: KIND, plural: PLURAL, singular: 'ttsservice', shortNames: ['tts'] },
    description: `A text-to-speech service: ${API_VERSION} ${KIND}. The operator downloads and verifies the model, then runs speech servers on it.`,
    maxLength: 52,
    rules: [
      rule(
        "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        'the name of a TTSService must begin with a letter and have no dots: its Service is named after it',
      ),
    ],
    spec: { ...structural(Spec), default: {} },
    status: structural(Status),
    subresources: {
      scale: {
        specReplicasPath: '.spec.scaling.replicas',
        statusReplicasPath: '.status.replicas',
        labelSelectorPath: '.status.selector',
      },
    },
    columns,
  });
}

/** The CustomResourceDefinition of TTSLexicon. */
export function lexiconDefinition(): Schema {
  return definition({
    names: { ...LEXICON, shortNames: ['ttslex'] },
    description: `How words sound: ${API_VERSION} ${LEXICON.kind}. TTSServices of its namespace that name it speak so within seconds of a change.`,
    maxLength: 63,
    rules: [
      rule(
        "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        'the name of a TTSLexicon must have no dots: requests and files are named after it',
      ),
    ],
    spec: structural(LexiconSpec),
    status: structural(LexiconStatus),
    subresources: {},
    columns: lexiconColumns,
  });
}

/** Every CustomResourceDefinition by its name; `npm run generate` writes them to crds/. */
export function definitions(): Record<string, Schema> {
  return Object.fromEntries(
    [customResourceDefinition(), lexiconDefinition()].map((one) => [(one['metadata'] as { name: string }).name, one]),
  );
}
