import { join } from 'node:path';
import { ensureGoTool } from '../cluster/go-tool.ts';

/** Path of glua, the Lua that Argo CD runs health checks with, of the version that tools/gitops/go/go.mod pins. */
export const ensureLua = (progress: (line: string) => void): Promise<string> =>
  ensureGoTool(
    { name: 'glua', module: join(import.meta.dirname, 'go'), target: 'github.com/yuin/gopher-lua/cmd/glua' },
    progress,
  );
