/** Marks and how they are sent to the model; `before` and `after` tell whether a space may stand there. */
const MARKS: readonly (readonly [marks: string, phonemes: string, before: boolean, after: boolean])[] = [
  ['。．.', '.', false, true],
  ['、，,', ',', false, true],
  ['？?', '?', false, true],
  ['！!', '!', false, true],
  ['：:', ':', false, true],
  ['；;', ';', false, true],
  ['…‥', '…', false, true],
  ['「『《〈“"', '“', true, false],
  ['」』》〉”', '”', false, true],
  ['（(【［[〔{｛', '(', true, false],
  ['）)】］]〕}｝', ')', false, true],
  ['―—–〜～', '—', true, true],
];

export interface Mark {
  phonemes: string;
  before: boolean;
  after: boolean;
}

const BY_MARK: ReadonlyMap<string, Mark> = new Map(
  MARKS.flatMap(([marks, phonemes, before, after]) => [...marks].map((mark) => [mark, { phonemes, before, after }])),
);

/** What a run of punctuation marks sounds like; undefined for a word. */
export function punctuation(text: string): Mark | undefined {
  const marks = [...text].map((character) => BY_MARK.get(character));
  const first = marks[0];
  if (!first || marks.includes(undefined)) return undefined;
  return { ...first, phonemes: marks.map((mark) => mark?.phonemes).join(''), after: marks.at(-1)?.after ?? true };
}
