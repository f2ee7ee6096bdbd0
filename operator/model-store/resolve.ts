import { createHash } from 'node:crypto';
import type { Draft, DraftFile } from './draft.ts';
import { unresolved } from './draft.ts';
import { StoreFailure, classify } from './failure.ts';
import { shown } from './http/address.ts';
import { createClient, isEncoded } from './http/client.ts';
import type { Answer, Client, GetOptions } from './http/client.ts';
import { sha256Hex } from './manifest.ts';
import type { ResolvedFile } from './report.ts';
import { retry } from './retry.ts';
import type { Settings } from './settings.ts';
import type { Source, Sources } from './source.ts';
import { hubFile } from './sources/huggingface.ts';
import { secretHeaders } from './sources/locate.ts';
import type { SourceContext } from './sources/location.ts';
import { ociLayer } from './sources/oci.ts';
import { objectHeaders, objectUrl } from './sources/s3.ts';

/**
 * Asks the sources of a draft for the sizes and digests that it lacks. A source that tells none is read once, and what
 * it served then is what is pinned. The first source of a file that answers decides; `log` says who told what.
 */
export async function resolveDraft(
  draft: Draft,
  sources: Sources,
  settings: Settings,
  log: (message: string) => void,
  signal: AbortSignal,
): Promise<ResolvedFile[]> {
  const client = createClient(settings);
  const at: SourceContext = { client, settings, signal, attempts: settings.attempts, log, memo: new Map() };
  const resolved: ResolvedFile[] = [];
  try {
    for (const file of unresolved(draft)) resolved.push(await resolveFile(file, sources[file.path] ?? [], at, log));
    return resolved;
  } finally {
    await client.close();
  }
}

async function resolveFile(file: DraftFile, sources: Source[], at: SourceContext, log: (message: string) => void) {
  const said: StoreFailure[] = [];
  for (const source of sources) {
    try {
      const { attempts, signal } = at;
      const patience = { attempts, signal, log, backOffSeconds: at.settings.backOffSeconds };
      const { size, sha256, how } = await retry(() => askSource(source, at), patience);
      if ((file.size ?? size) !== size || (file.sha256 ?? sha256) !== sha256) {
        throw new StoreFailure(
          'DigestMismatch',
          `${file.path} is ${size} bytes, sha256 ${sha256} at its ${source.type} source`,
        );
      }
      log(`${file.path}: ${size} bytes, sha256 ${sha256}, ${how}`);
      return { path: file.path, size, sha256 };
    } catch (error) {
      at.signal.throwIfAborted();
      said.push(classify(error));
    }
  }
  const message = said.map((failure) => failure.message).join('; then: ') || `${file.path} has no source`;
  const failure = new StoreFailure(said[0]?.reason ?? 'NoSource', message);
  failure.file = file.path;
  throw failure;
}

interface Told {
  size: number;
  sha256: string;
  how: string;
}

async function askSource(source: Source, at: SourceContext): Promise<Told> {
  switch (source.type) {
    case 'huggingface': {
      const { url, secret } = hubFile(source, at);
      return (await askHub(url, secret, at)) ?? readOnce(url, secret, at);
    }
    case 'https': {
      const secret = source.auth ? secretHeaders(at.settings.credentials['https-headers']) : {};
      return (await askServer(source.url, secret, at)) ?? readOnce(source.url, secret, at);
    }
    case 's3': {
      const url = objectUrl(source, at.settings);
      const wish = { 'x-amz-checksum-mode': 'ENABLED' };
      const told = await askServer(url, await objectHeaders('HEAD', url, source, at.settings, wish), at);
      return told ?? readOnce(url, await objectHeaders('GET', url, source, at.settings), at);
    }
    case 'oci': {
      const { layer } = await ociLayer(source, at);
      if (!layer.digest.startsWith('sha256:')) throw noDigest(source.reference);
      return { size: layer.size, sha256: layer.digest.slice('sha256:'.length), how: 'from the OCI manifest' };
    }
    default:
      throw noDigest(`a source of type ${source.type}`);
  }
}

const noDigest = (who: string) =>
  new StoreFailure('NoDigest', `${who} does not publish a sha256; add the size and sha256 of the file to the model`);

/** Asks Hugging Face, whose answer for a file in Git LFS carries the file's sha256 as `X-Linked-Etag`. */
async function askHub(url: string, secret: Record<string, string>, at: SourceContext): Promise<Told | undefined> {
  let here = url;
  for (let hops = 0; hops < 5; hops++) {
    const options: GetOptions = {
      method: 'HEAD',
      secret,
      redirects: 0,
      accept: [301, 302, 303, 307, 308],
      signal: at.signal,
    };
    const answer = await head(at.client, here, options);
    const sha256 = answer.headers['x-linked-etag']?.replaceAll('"', '');
    const size = Number(answer.headers['x-linked-size']);
    if (sha256Hex.safeParse(sha256).success && Number.isSafeInteger(size)) {
      return { size, sha256: sha256 ?? '', how: `from ${new URL(url).host}` };
    }
    const location = answer.headers['location'];
    const next = location === undefined ? null : URL.parse(location, here);
    if (next?.origin !== new URL(url).origin) return undefined;
    here = next.href;
  }
  return undefined;
}

/** Asks for a digest in headers: RFC 9530's Repr-Digest, its forerunner Digest, or an S3 checksum of a whole object. */
async function askServer(url: string, secret: Record<string, string>, at: SourceContext): Promise<Told | undefined> {
  let answer: Answer;
  try {
    answer = await head(at.client, url, { method: 'HEAD', secret, signal: at.signal });
  } catch (error) {
    at.signal.throwIfAborted();
    if (classify(error).retry) throw error;
    return undefined; // some servers refuse HEAD; reading the file will tell what is wrong
  }
  if (isEncoded(answer.headers)) return undefined; // digest and size are those of the encoded bytes
  const size = Number(answer.headers['content-length']);
  const field = answer.headers['repr-digest'] ?? answer.headers['digest'] ?? '';
  const base64 = /sha-256=:?([A-Za-z0-9+/]{43}=)/i.exec(field)?.[1] ?? answer.headers['x-amz-checksum-sha256'];
  if (!base64 || !/^[A-Za-z0-9+/]{43}=$/.test(base64) || !Number.isSafeInteger(size)) return undefined;
  return { size, sha256: Buffer.from(base64, 'base64').toString('hex'), how: `from ${new URL(url).host}` };
}

async function head(client: Client, url: string, options: GetOptions): Promise<Answer> {
  const answer = await client.get(url, options);
  answer.discard();
  return answer;
}

/** Reads a file once for its size and digest. */
async function readOnce(url: string, secret: Record<string, string>, at: SourceContext): Promise<Told> {
  const answer = await at.client.get(url, { secret, signal: at.signal });
  if (answer.headers['content-type']?.startsWith('text/html')) {
    answer.discard();
    throw new StoreFailure('UnexpectedContent', `${shown(url)} returned a web page instead of a file`);
  }
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of answer.chunks()) {
    hash.update(chunk);
    size += chunk.length;
  }
  const length = answer.headers['content-length'];
  if (length !== undefined && Number(length) !== size) {
    throw new StoreFailure('Interrupted', `${shown(url)} ended after ${size} of ${length} bytes`, { retry: true });
  }
  return { size, sha256: hash.digest('hex'), how: `read from ${new URL(url).host}, which does not publish a sha256` };
}
