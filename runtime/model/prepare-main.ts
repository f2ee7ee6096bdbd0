// Writes the prepared form of a model: `prepare-main MODEL SHA256 FOLDER cpu|gpu` makes FOLDER/model.onnx. For the CPU,
// onnxruntime has optimized it, and FOLDER/model.bin has its weights, which onnxruntime maps into memory instead of reading
// them; for a GPU it does so when it loads the model. What was made is on the disk when this ends, with its sha256 beside it.
// A model with another sha256 is not prepared.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readVerified } from './file-digest.ts';
import { hideRanks } from './graph/hidden-ranks.ts';
import { decodeModel, encodeModel } from './graph/onnx-proto.ts';
import { prepareModel } from './graph/prepare.ts';
import { InferenceSession, LOG_NOTHING } from './onnxruntime.ts';
import { prepareForGpu } from './graph/prepare-gpu.ts';
import type { Device } from './prepared-folder.ts';
import { sealFolder } from './sealed-folder.ts';

const [path, sha256, folder, device] = process.argv.slice(2) as [string, string, string, Device];
const file = join(folder, 'model.onnx');
if (device === 'gpu') await writeFile(file, prepareForGpu(await readVerified({ path, sha256 })).bytes);
else await writeForCpu();
await sealFolder(folder);

async function writeForCpu(): Promise<void> {
  await InferenceSession.create(prepareModel(await readVerified({ path, sha256 })).bytes, {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
    logSeverityLevel: LOG_NOTHING,
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
}
