import type { SourceContext } from './location.ts';

/** The address of a file of a pinned revision, and the token for the hub. */
export function hubFile(
  from: { repo: string; revision: string; path: string; endpoint?: string | undefined },
  at: SourceContext,
): { url: string; secret: Record<string, string> } {
  const endpoint = from.endpoint ?? at.settings.hfEndpoint;
  const path = from.path.split('/').map(encodeURIComponent).join('/');
  const token = at.settings.credentials['huggingface-token'];
  return {
    url: new URL(`${from.repo}/resolve/${from.revision}/${path}`, endpoint.endsWith('/') ? endpoint : `${endpoint}/`)
      .href,
    secret: token ? { authorization: `Bearer ${token}` } : {},
  };
}
