const file = (path: string, size: number, digit: string) => ({
  ...{ path, url: `https://models.example/${path}`, sha256: digit.repeat(64), size },
});

/** A model for any device whose digests are written down: with fp32 of the catalog, its source would be asked first. */
export const pinnedModel = {
  precision: 'fp32',
  files: [file('model.onnx', 325_000_000, 'a'), file('vocab.json', 3_000, 'b')],
};
