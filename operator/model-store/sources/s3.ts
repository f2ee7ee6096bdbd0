import { AwsV4Signer } from 'aws4fetch';
import { StoreFailure } from '../failure.ts';
import type { Settings } from '../settings.ts';
import type { Source } from '../source.ts';

type S3Source = Extract<Source, { type: 's3' }>;

/** The address of an object: by path at a given endpoint, by host name at Amazon's. */
export function objectUrl(
  { bucket, key, region, endpoint }: S3Source,
  settings: Pick<Settings, 's3Endpoint' | 's3Region'>,
): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const base = endpoint ?? settings.s3Endpoint;
  if (base) return `${base.replace(/\/$/, '')}/${bucket}/${path}`;
  const host = `s3.${region ?? settings.s3Region}.amazonaws.com`;
  // A dot in a bucket's name does not fit the wildcard of Amazon's certificate.
  return bucket.includes('.') ? `https://${host}/${bucket}/${path}` : `https://${bucket}.${host}/${path}`;
}

/** The given headers and those that sign a request with them (AWS Signature Version 4); the latter not without credentials, for public buckets. */
export async function objectHeaders(
  method: 'GET' | 'HEAD',
  url: string,
  { region }: S3Source,
  { credentials, s3Region }: Settings,
  given: Record<string, string> = {},
): Promise<Record<string, string>> {
  const { 's3-access-key-id': accessKeyId, 's3-secret-access-key': secretAccessKey } = credentials;
  const sessionToken = credentials['s3-session-token'];
  if (!accessKeyId && !secretAccessKey) return given;
  if (!accessKeyId || !secretAccessKey) {
    throw new StoreFailure('BadConfiguration', 'the Secret needs both s3-access-key-id and s3-secret-access-key');
  }
  const signer = new AwsV4Signer({
    ...{ method, url, headers: given, accessKeyId, secretAccessKey, service: 's3', region: region ?? s3Region },
    ...(sessionToken ? { sessionToken } : {}),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries([...headers].filter(([name]) => name !== 'host'));
}
