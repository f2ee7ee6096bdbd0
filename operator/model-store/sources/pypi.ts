import { StoreFailure } from '../failure.ts';
import { getText } from '../http/text.ts';
import type { ArchivePart } from '../source.ts';
import { archiveKey } from './location.ts';
import type { Blob, SourceContext } from './location.ts';

interface Listed {
  filename: string;
  url: string;
  sha256: string | undefined;
}

/** Finds a package's wheel in a simple index (PEP 503 as HTML, PEP 691 as JSON), or its zip when there is no wheel. */
export async function pypiArchive(part: ArchivePart, at: SourceContext): Promise<Blob> {
  const { package: name, version } = part;
  return pypiFile(part, at, (files) => pick(files, name, version));
}

/** Finds a file of a package in a simple index. */
export async function pypiFile(
  { package: name, version, bytes }: Omit<ArchivePart, 'member'>,
  at: SourceContext,
  choose: (files: Listed[]) => Listed | undefined,
): Promise<Blob> {
  const index = at.settings.pypiIndex;
  if (!index) throw new StoreFailure('NoSource', `no Python index is configured (TTS_PYPI_INDEX), needed for ${name}`);
  const { 'pypi-username': user, 'pypi-password': password } = at.settings.credentials;
  const basic = Buffer.from(`${user ?? '__token__'}:${password}`).toString('base64');
  const secret: Record<string, string> = password ? { authorization: `Basic ${basic}` } : {};
  const page = `${index}${normalise(name)}/`;
  const accept = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';
  const answer = await getText(at.client, page, { headers: { accept }, secret, signal: at.signal });
  const json = (answer.headers['content-type'] ?? '').includes('json');
  const files = json ? fromJson(answer.text, page) : fromHtml(answer.text, page);
  const file = choose(files);
  if (!file) throw new StoreFailure('NotFound', `the index has no wheel of ${name} ${version}`);
  const sameHost = new URL(file.url).origin === new URL(index).origin;
  return {
    key: archiveKey('pypi', name, version),
    url: file.url,
    size: bytes,
    integrity: file.sha256 ? { algorithm: 'sha256', hex: file.sha256 } : undefined,
    secret: async () => (sameHost ? secret : {}),
  };
}

/** The wheel of a version that runs anywhere, else any wheel of it. */
export function pick(files: Listed[], name: string, version: string): Listed | undefined {
  const stem = `${normalise(name).replaceAll('-', '_')}-${version}-`;
  const wheels = files.filter(({ filename }) => {
    const dash = filename.indexOf('-');
    const project = normalise(filename.slice(0, dash)).replaceAll('-', '_');
    return filename.endsWith('.whl') && `${project}${filename.slice(dash)}`.startsWith(stem);
  });
  return wheels.find(({ filename }) => filename.endsWith('-none-any.whl')) ?? wheels[0];
}

/** A package's name as an index spells it (PEP 503). */
export function normalise(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** The files of an index page in HTML. */
export function fromHtml(text: string, page: string): Listed[] {
  return [...text.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].flatMap((found) => {
    const href = (found[1] ?? found[2] ?? '').replaceAll('&amp;', '&');
    if (!URL.canParse(href, page)) return [];
    const url = new URL(href, page);
    const sha256 = /[#&]sha256=([0-9a-f]{64})/.exec(url.hash)?.[1];
    url.hash = '';
    return [{ filename: unescaped(url.pathname.split('/').at(-1) ?? ''), url: url.href, sha256 }];
  });
}

/** A name as it is meant; one that is not escaped well is taken as it is written. */
function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The files of an index page in JSON. */
function fromJson(text: string, page: string): Listed[] {
  let files: unknown;
  try {
    files = (JSON.parse(text) as { files?: unknown }).files;
  } catch {
    files = undefined;
  }
  if (!Array.isArray(files))
    throw new StoreFailure('UnexpectedContent', 'the response of the Python index is not a simple API page');
  return (files as { filename?: string; url?: string; hashes?: { sha256?: string } }[]).flatMap((file) =>
    file.filename && file.url && URL.canParse(file.url, page)
      ? [{ filename: file.filename, url: new URL(file.url, page).href, sha256: file.hashes?.sha256 }]
      : [],
  );
}
