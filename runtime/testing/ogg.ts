/** Ogg marks every page of a file with a random number, and so with another checksum (RFC 3533 section 6). */
export function withoutOggSerial(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let page = copy.indexOf('OggS'); page >= 0; page = copy.indexOf('OggS', page + 1)) {
    copy.fill(0, page + 14, page + 18);
    copy.fill(0, page + 22, page + 26);
  }
  return copy;
}
