import { join } from 'node:path';
import { ensureGoTool } from '../cluster/go-tool.ts';

const folder = join(import.meta.dirname, 'go');

/** Path of crane, of the version that tools/release/go/crane/go.mod pins. */
export const ensureCrane = (progress: (line: string) => void): Promise<string> =>
  ensureGoTool(
    { name: 'crane', module: join(folder, 'crane'), target: 'github.com/google/go-containerregistry/cmd/crane' },
    progress,
  );

/** Path of cosign, of the version that tools/release/go/cosign/go.mod pins. */
export const ensureCosign = (progress: (line: string) => void): Promise<string> =>
  ensureGoTool(
    { name: 'cosign', module: join(folder, 'cosign'), target: 'github.com/sigstore/cosign/v3/cmd/cosign' },
    progress,
  );

/** Path of the program that validates bundles for OLM, with operator-framework/api of the version that tools/release/go/bundle/go.mod pins. */
export const ensureBundleValidator = (progress: (line: string) => void): Promise<string> =>
  ensureGoTool({ name: 'validate-bundle', module: join(folder, 'bundle'), target: '.' }, progress);
