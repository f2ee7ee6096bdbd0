/** The paragraph of four sentences that the ratios are measured on. */
export const PARAGRAPH = [
  'The harbour was quiet when the first boats came in.',
  'Gulls circled over the nets, and two men in yellow coats were counting crates of herring.',
  'Nobody had expected such a catch so late in the year.',
  'By noon the whole village knew that the winter would be easier than the last.',
].join(' ');

export const SENTENCE = 'The harbour was quiet when the first boats came in.';

/** Twenty sentences. */
export const CHAPTER = Array.from({ length: 5 }, () => PARAGRAPH).join(' ');

/** Short requests of equal length, no two alike. */
export function shortTexts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Boat number ${index + 10} has come in late tonight.`);
}

/** One line for each language. */
export const LINES: [voice: string, input: string][] = [
  ['af_heart', 'On March 3rd, 2024, we paid $1,250.50 for 3 tickets.'],
  ['bf_emma', 'The colour of the harbour was grey at half past nine.'],
  ['ef_dora', 'El barco llegó al puerto a las ocho de la tarde.'],
  ['ff_siwis', 'Le bateau est arrivé au port à huit heures du soir.'],
  ['hf_alpha', 'नाव शाम को आठ बजे बंदरगाह पहुँची।'],
  ['if_sara', 'La barca è arrivata in porto alle otto di sera.'],
  ['pf_dora', 'O barco chegou ao porto às oito da noite.'],
  ['jf_alpha', '船は夜の八時に港に着きました。'],
  ['zf_xiaobei', '船在晚上八点到达港口。'],
];
