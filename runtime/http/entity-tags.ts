/** Whether If-None-Match names this answer: `*`, or a list of tags that are compared weakly (RFC 9110 section 13.1.2). */
export function isNamed(etag: string, header: string | undefined): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || header?.trim() === '*';
}
