import { z } from 'zod';
import { BadManifest, filePath, fileName, manifestText, parseManifest, roles, sha256Hex } from './manifest.ts';
import type { Manifest, Role } from './manifest.ts';
import type { ResolvedFile } from './report.ts';

/** A model of which some sizes or digests are not known yet; the source is asked for them once. */
export interface Draft {
  schemaVersion: 1;
  name: string;
  precision: string;
  files: DraftFile[];
}

/** A file of a draft: what is known of size and sha256 has to be met by what the source tells. */
export interface DraftFile {
  path: string;
  size?: number;
  sha256?: string;
  role: Role;
  optional?: true;
}

const draftShape = z.strictObject({
  schemaVersion: z.literal(1),
  name: fileName,
  precision: fileName,
  files: z
    .array(
      z.strictObject({
        path: filePath,
        size: z.int().nonnegative().exactOptional(),
        sha256: sha256Hex.exactOptional(),
        role: z.enum(roles),
        optional: z.literal(true).exactOptional(),
      }),
    )
    .min(1)
    .max(2000),
});

/** Reads a draft; throws BadManifest naming the wrong field. A manifest is a draft that lacks nothing. */
export function parseDraft(text: string): Draft {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadManifest('the draft of the manifest is not JSON');
  }
  const parsed = draftShape.safeParse(value);
  if (!parsed.success) throw new BadManifest(`the draft of the manifest is invalid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The files of a draft that still lack a size or a digest. */
export function unresolved(draft: Draft): DraftFile[] {
  return draft.files.filter((file) => file.size === undefined || file.sha256 === undefined);
}

/** Fills a draft with what the sources told; throws BadManifest when something is missing or contradicts the draft. */
export function pin(draft: Draft, resolved: ResolvedFile[]): Manifest {
  const told = new Map(resolved.map((file) => [file.path, file]));
  const files = draft.files.map(({ path, role, optional, ...known }) => {
    const size = known.size ?? told.get(path)?.size;
    const sha256 = known.sha256 ?? told.get(path)?.sha256;
    if (size === undefined || sha256 === undefined) throw new BadManifest(`${path} has no size or no sha256 yet`);
    const other = told.get(path);
    if (other && (other.size !== size || other.sha256 !== sha256)) {
      throw new BadManifest(
        `${path} is ${size} bytes, sha256 ${sha256} here, but ${other.size}, ${other.sha256} there`,
      );
    }
    return { path, size, sha256, role, ...(optional ? { optional } : {}) };
  });
  return parseManifest(manifestText({ ...draft, files }));
}
