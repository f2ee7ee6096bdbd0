import { z } from 'zod';
import { StoreFailure } from '../failure.ts';
import { getJson, getText } from '../http/text.ts';
import type { Source } from '../source.ts';
import { ask } from './location.ts';
import type { SourceContext } from './location.ts';

const layer = z.object({
  digest: z.string().regex(/^sha(256|512):[0-9a-f]+$/),
  size: z.number(),
  annotations: z.record(z.string(), z.string()).optional(),
});
export type Layer = z.infer<typeof layer>;
const manifestShape = z.object({
  layers: z.array(layer).optional(),
  manifests: z.array(z.object({ digest: z.string() })).optional(),
});

const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const titleKey = 'org.opencontainers.image.title';

interface Repository {
  base: string;
  reference: string;
}

/** Finds the layer of an artifact that carries a title (OCI image specification, annotations), and how to fetch it. */
export async function ociLayer(from: Extract<Source, { type: 'oci' }>, at: SourceContext) {
  const { base, reference } = parseReference(from.reference, at.settings.ociPlainHttp);
  const layers = await ask(`oci ${from.reference}`, at, () => artifactLayers(base, reference, at));
  const found = layers.find((one) => one.annotations?.[titleKey] === from.title);
  if (!found) throw new StoreFailure('NotFound', `${from.reference} has no layer titled ${from.title}`);
  const secret = () =>
    ask(`oci token ${base} ${Math.floor(Date.now() / 60_000)}`, at, () => authorization(base, reference, at));
  return { url: `${base}/blobs/${found.digest}`, layer: found, secret };
}

async function artifactLayers(base: string, reference: string, at: SourceContext, depth = 0): Promise<Layer[]> {
  const secret = await authorization(base, reference, at);
  const options = { headers: { accept: mediaTypes }, secret, signal: at.signal };
  const parsed = manifestShape.safeParse(await getJson(at.client, `${base}/manifests/${reference}`, options));
  if (!parsed.success) throw new StoreFailure('UnexpectedContent', `${base}: the response is not an OCI manifest`);
  const [first] = parsed.data.manifests ?? [];
  if (first && depth === 0) return artifactLayers(base, first.digest, at, 1);
  return parsed.data.layers ?? [];
}

/** Asks the registry what it wants to see, and gets a token when it names a place for that (Docker's token protocol). */
async function authorization(base: string, reference: string, at: SourceContext): Promise<Record<string, string>> {
  const { 'oci-username': user, 'oci-password': password } = at.settings.credentials;
  const basic = password ? `Basic ${Buffer.from(`${user ?? ''}:${password}`).toString('base64')}` : undefined;
  const probe = await at.client.get(`${base}/manifests/${reference}`, {
    ...{ method: 'HEAD' as const, headers: { accept: mediaTypes }, accept: [401], signal: at.signal },
  });
  probe.discard();
  if (probe.status !== 401) return {};
  const challenge = probe.headers['www-authenticate'] ?? '';
  if (/^basic/i.test(challenge)) return basic ? { authorization: basic } : {};
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = field('realm');
  if (!realm || !URL.canParse(realm))
    throw new StoreFailure('Unauthorised', `${base} responded with 401 but names no token service`);
  const url = new URL(realm);
  if (url.protocol !== 'https:' && url.origin !== new URL(base).origin) {
    throw new StoreFailure('Forbidden', `${base} names a token service that is not encrypted`);
  }
  const service = field('service');
  if (service) url.searchParams.set('service', service);
  url.searchParams.set('scope', field('scope') ?? `repository:${new URL(base).pathname.slice('/v2/'.length)}:pull`);
  const { text } = await getText(at.client, url.href, {
    secret: basic ? { authorization: basic } : {},
    signal: at.signal,
  });
  const token = tokenOf(text);
  if (!token) throw new StoreFailure('Unauthorised', `${url.origin} returned no token`);
  return { authorization: `Bearer ${token}` };
}

function tokenOf(text: string): string | undefined {
  try {
    const { token, access_token: other } = JSON.parse(text) as { token?: string; access_token?: string };
    return token ?? other;
  } catch {
    return undefined;
  }
}

/** Takes `host[:port]/name[:tag][@digest]` apart; without a host it is Docker Hub's, without a tag `latest`. */
export function parseReference(text: string, plainHttp: string[]): Repository {
  const found = /^(?:([a-zA-Z0-9.-]+(?::\d+)?)\/)?([a-z0-9._/-]+?)(?::([\w.-]+))?(?:@(sha\d+:[0-9a-f]+))?$/.exec(text);
  const [, first = '', rest = '', tag, digest] = found ?? [];
  if (!found || rest === '') throw new StoreFailure('BadManifest', `${text} is not a reference such as host/name:tag`);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const hub = !isHost || first === 'docker.io';
  const host = hub ? 'registry-1.docker.io' : first;
  const path = isHost || first === '' ? rest : `${first}/${rest}`;
  const name = hub && !path.includes('/') ? `library/${path}` : path;
  const scheme = plainHttp.includes(host) ? 'http' : 'https';
  return { base: `${scheme}://${host}/v2/${name}`, reference: digest ?? tag ?? 'latest' };
}
