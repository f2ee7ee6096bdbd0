/** An image on a node: the digest of its configuration, and its names. */
export interface HeldImage {
  id: string;
  tags: string[];
}

/** The full name of an image that is called by a short one, such as `busybox:stable`. */
export const library = (reference: string): string =>
  reference.includes('/') ? reference : `docker.io/library/${reference}`;

/** What `crictl images -o json` lists. */
export function imagesOf(json: string): HeldImage[] {
  const { images = [] } = JSON.parse(json) as { images?: { id?: string; repoTags?: string[] | null }[] };
  return images.map(({ id = '', repoTags }) => ({ id: withoutAlgorithm(id), tags: repoTags ?? [] }));
}

/** Whether no image of this name is held, or one of another digest. */
export const lacks = (held: HeldImage[], reference: string, id?: string): boolean =>
  !held.some((image) => image.tags.includes(reference) && (id === undefined || image.id === withoutAlgorithm(id)));

const withoutAlgorithm = (digest: string): string => digest.replace(/^sha256:/, '');
