import { rmSync } from 'node:fs';
import { verification } from './cosign.ts';
import type { Trust } from './cosign.ts';
import { craneRegistry } from './crane.ts';
import { destinationOf, isLocal } from './destination.ts';
import { fetchFiles } from './fetch.ts';
import { ensureCosign, ensureCrane } from './programs.ts';
import type { ReleaseRecord } from './record.ts';
import { verifyRelease } from './verify.ts';

/** Whom options say to believe; throws where they name nobody. */
export function trustOf(options: {
  key?: string | undefined;
  identity?: string | undefined;
  issuer?: string | undefined;
}): Trust {
  const { key, identity, issuer } = options;
  if (key !== undefined && identity === undefined && issuer === undefined) return { key };
  if (key === undefined && identity !== undefined && issuer !== undefined) return { identity, issuer };
  throw new Error('whose signature is believed? Give --key FILE, or --identity REGEXP and --issuer URL');
}

/** Fetches the files of a release into a folder and verifies all of it. Removes the folder where anything is wrong. */
export async function verifiedFiles(
  registry: string,
  version: string,
  trust: Trust,
  folder: string,
  tell: (line: string) => void,
): Promise<ReleaseRecord> {
  const to = destinationOf(registry);
  const plain = isLocal(registry);
  const [crane, cosign] = [await ensureCrane(tell), await ensureCosign(tell)];
  const source = craneRegistry(crane, plain);
  try {
    await fetchFiles(source, to.files, version, folder);
    return await verifyRelease(folder, version, source, verification(cosign, trust, plain), tell);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
