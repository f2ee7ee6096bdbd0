import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sh } from '../cluster/shell.ts';

/** Who signs: a private key of cosign (its password is COSIGN_PASSWORD), or the identity of a workflow or person (keyless). */
export type Signer = { key: string } | 'keyless';

/** Whose signatures are believed: those of a public key, or those of an identity that an issuer vouches for. */
export type Trust = { key: string } | { identity: string; issuer: string };

/** The types of predicates that a release attests, in cosign's words. */
export type PredicateType = 'cyclonedx' | 'slsaprovenance1';

export interface Signing {
  image(reference: string): Promise<void>;
  attest(reference: string, type: PredicateType, predicate: string): Promise<void>;
  /** Writes a signature of a file as a bundle beside it. */
  file(path: string, bundle: string): Promise<void>;
}

export interface Verification {
  image(reference: string): Promise<void>;
  /** The predicates of a type that are attested of an image; at least one, or it throws. */
  attestations(reference: string, type: PredicateType): Promise<unknown[]>;
  file(path: string, bundle: string): Promise<void>;
}

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  COSIGN_PASSWORD: process.env['COSIGN_PASSWORD'] ?? '',
});

/** Runs `work` with the arguments that make cosign sign. With a key nothing goes to a public log. */
export async function withSigning<T>(
  cosign: string,
  signer: Signer,
  plain: boolean,
  work: (signing: Signing) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-cosign-'));
  try {
    const how = ['--yes'];
    if (signer !== 'keyless') {
      const config = join(folder, 'signing-config.json');
      await sh(cosign, ['signing-config', 'create', '--out', config], env());
      how.push('--key', signer.key, '--signing-config', config);
    }
    const where = plain ? ['--allow-http-registry'] : [];
    return await work({
      image: async (reference) => {
        await sh(cosign, ['sign', ...how, ...where, '--recursive', reference], env());
      },
      attest: async (reference, type, predicate) => {
        await sh(cosign, ['attest', ...how, ...where, '--type', type, '--predicate', predicate, reference], env());
      },
      file: async (path, bundle) => {
        await sh(cosign, ['sign-blob', ...how, '--bundle', bundle, path], env());
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Envelope {
  payload: string;
}

/** The predicates in what `cosign verify-attestation` prints: one DSSE envelope a line. */
export function predicatesOf(output: string): unknown[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => {
      const { payload } = JSON.parse(line) as Envelope;
      return (JSON.parse(Buffer.from(payload, 'base64').toString()) as { predicate: unknown }).predicate;
    });
}

/** The arguments by which cosign knows whom to believe; a key's signatures are in no public log. */
export const trustArguments = (trust: Trust): string[] =>
  'key' in trust
    ? ['--key', trust.key, '--insecure-ignore-tlog=true']
    : ['--certificate-identity-regexp', trust.identity, '--certificate-oidc-issuer', trust.issuer];

export function verification(cosign: string, trust: Trust, plain: boolean): Verification {
  const whom = trustArguments(trust);
  const where = plain ? ['--allow-http-registry'] : [];
  return {
    image: async (reference) => {
      await sh(cosign, ['verify', ...whom, ...where, reference], env());
    },
    attestations: async (reference, type) => {
      const found = predicatesOf(
        await sh(cosign, ['verify-attestation', ...whom, ...where, '--type', type, reference], env()),
      );
      if (found.length === 0) throw new Error(`${reference}: no attestation of type ${type}`);
      return found;
    },
    file: async (path, bundle) => {
      await sh(cosign, ['verify-blob', ...whom, '--bundle', bundle, path], env());
    },
  };
}
