import { volumeName } from '../api/names.ts';
import type { TTSService } from '../api/resource.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { OpenModel } from './model.ts';

/** The volume that holds a service's model: its name is the key under which services share it. */
export interface Volume {
  name: string;
  /** Claim to mount; none in the modes PerPod and Image. */
  claim: string | undefined;
  /** Whether the operator makes and fills the claim. */
  ours: boolean;
}

/** Where a service's model is kept. */
export function volumeOf({ metadata, spec }: TTSService, model: PinnedModel): Volume {
  const { mode, className, accessModes, claimName } = spec.storage;
  const identity = { name: model.manifest.name, precision: model.manifest.precision, digest: model.digest };
  if (mode === 'ExistingClaim')
    return { name: volumeName(identity, `claim ${claimName ?? ''}`), claim: claimName, ours: false };
  if (mode === 'PerPod')
    return { name: volumeName(identity, ['PerPod', ...ownPlaces(spec)].join(' ')), claim: undefined, ours: false };
  if (mode === 'Image') return { name: volumeName(identity, mode), claim: undefined, ours: false };
  const alone = accessModes.includes('ReadWriteOncePod') ? [metadata.name] : [];
  const name = volumeName(identity, JSON.stringify([className ?? '', [...accessModes].sort(), ...alone]));
  return { name, claim: name, ours: true };
}

/** The places that a spec names: pods that download from others, with other credentials, must not share files with these. */
function ownPlaces({ model: { sources, files = [] } }: TTSService['spec']): string[] {
  return sources.length + files.length === 0 ? [] : [JSON.stringify([sources, files.map(({ url }) => url)])];
}

/** What stands for a volume while the digests of its model are asked for: a name for the Job, and no claim. */
export function resolutionOf({ id, draft: { name, precision } }: OpenModel): Volume {
  return { name: volumeName({ name, precision, digest: id }, 'resolution'), claim: undefined, ours: false };
}
