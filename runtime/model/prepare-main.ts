// Writes the prepared form of a model: `prepare-main MODEL SHA256 FOLDER` makes FOLDER/model.onnx, and FOLDER/model.bin with
// its weights, which onnxruntime maps into memory instead of reading them. A model with another sha256 is not prepared.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { hideRanks } from './graph/hidden-ranks.ts';
import { decodeModel, encodeModel } from './graph/onnx-proto.ts';
import { prepareModel } from './graph/prepare.ts';

const [path, sha256, folder] = process.argv.slice(2) as [string, string, string];
const bytes = await readFile(path);
if (createHash('sha256').update(bytes).digest('hex') !== sha256)
  throw new Error(`${path} does not have the sha256 ${sha256}`);
const file = join(folder, 'model.onnx');
await InferenceSession.create(prepareModel(bytes).bytes, {
  graphOptimizationLevel: 'all',
  intraOpNumThreads: 1,
  logSeverityLevel: 3,
  optimizedModelFilePath: file,
  extra: {
    session: {
      // Only the file is wanted: products are laid out for this CPU when it is loaded.
      disable_prepacking: '1',
      optimized_model_external_initializers_file_name: 'model.bin',
      optimized_model_external_initializers_min_size_in_bytes: '1024',
    },
  },
});
// After onnxruntime's own rewritings, some of which need the ranks.
const optimised = decodeModel(await readFile(file));
hideRanks(optimised);
await writeFile(file, encodeModel(optimised));
