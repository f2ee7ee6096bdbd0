import { randomNumbers } from './random-numbers.ts';

/** A text made to be slow, in any length: the work for it must not grow faster than it does. */
export interface HostileText {
  name: string;
  text: (length: number) => string;
}

/** Pieces that rules, dictionaries or engines treat differently; a hostile text repeats a few of them. */
const PIECES: readonly string[] = [
  ...'aAbzZéœßñçÑİıſ',
  ...'0179',
  ...' \t\n\u00a0\u200b\u00ad',
  ...'.,;:!?…·—–-_',
  ...'\'"’‘“”«»„`´',
  ...'()[]{}<>（）「」『』【】',
  ...'/\\|@#&%‰°^~*+=×÷±−',
  ...'$€£¥₹₿¢',
  ...'½¼²³①ⅣⅧ№™√∞→',
  ...'\u0301\u0303\u0327\u093c\u200d\u200c\ufe0f',
  ...'яαאبกक한ქლ',
  ...'中行得一二万零〇年',
  ...'あアーっん々ｱﾞ',
  ...'ािंड़।',
  ...'😀👍🏽',
  ...['aA', 'A1', '1a', 'a.', 'A.', '1.', '1,', '1:', '1/', '1-', 'a-', 'a/', 'a@', 'a_', "a'", 'I', 'X', 'IV', 'x'],
  ...['  ', '\n\n', '\r\n', '...', '--', '**', '__', '```', '&amp;', '&', '](', '[a](/a/)', '<a>', '</', '://', 'www.'],
  ...['http://', 'a.com', 'a.b', '@a', '#a', '.com', '12:30', '1990', '2024-', '01/02', '3.14', '1,000', '007', '+1'],
  ...[
    'km',
    'kg',
    '%',
    '$1',
    '1€',
    'am',
    'p.m.',
    'Dr.',
    'St. ',
    'No. ',
    'etc.',
    'U.S.',
    'de',
    'la',
    'il ',
    'le ',
    'the ',
  ],
  ...[
    'King ',
    'to ',
    'per ',
    'call ',
    'ё',
    'Я ',
    'ω ',
    '三本',
    '何',
    '第',
    '分',
    '今日',
    'を',
    'です',
    'कि',
    'रु.',
    'डॉ.',
  ],
];

/** How a text is made of a few pieces and a length. */
const SHAPES: readonly ((pieces: readonly string[], length: number) => string)[] = [
  (pieces, length) => fill(pieces.join(''), length),
  (pieces, length) => fill(`${pieces.join('')} `, length),
  // one half of this, the other of that
  (pieces, length) => fill(pieces[0]!, length / 2) + fill(pieces.slice(1).join('') || pieces[0]!, length / 2),
  // begins and ends unlike its middle
  (pieces, length) => pieces[0]! + fill(pieces.slice(1).join('') || 'a', length - 2 * pieces[0]!.length) + pieces[0]!,
  // runs of growing length
  (pieces, length) => {
    let text = '';
    for (let size = 1; text.length < length; size += 1) text += pieces[size % pieces.length]!.repeat(size);
    return text;
  },
];

function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, Math.floor(length));
}

function repeated(unit: string): HostileText {
  return { name: JSON.stringify(unit), text: (length) => fill(unit, length) };
}

/** One opening many times, then one closing as often. */
function nested(open: string, close: string, inside = 'a'): HostileText {
  return {
    name: `${JSON.stringify(open)} around ${JSON.stringify(inside)}, ${JSON.stringify(close)}`,
    text: (length) => fill(open, (length - inside.length) / 2) + inside + fill(close, (length - inside.length) / 2),
  };
}

/** The kinds that have been slow once, and their relatives. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  ...[
    '.',
    '-',
    '_',
    '/',
    '\\',
    '"',
    "'",
    '“',
    '”',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '*',
    '#',
    '@',
    '½',
    '√',
    '\n',
    '\u0301',
  ],
  ...['a', 'A', 'é', '7', '0', '0 ', 'I', 'X', 'я', 'α', '中', '得', '一', 'あ', 'ア', 'ー', 'क', '😀', '한', '👍🏽'],
  ...[
    'aA',
    'aA1',
    '9éB',
    'a/',
    'œ ',
    'a.',
    'a. ',
    'A.',
    'A. ',
    'a-',
    'a@',
    'a@a.',
    '1.',
    '1,',
    '1:',
    '1/',
    '1-',
    '$1',
    '1 ',
  ],
  ...[
    'яאα',
    'aя',
    'я ',
    'aα',
    'a中',
    '中あ',
    'a한',
    '1中',
    'कa',
    'あa',
    'カ1',
    'e\u0301',
    'か\u3099',
    'a\0',
    'a\u00ad',
    'a\u200b',
  ],
  ...[
    '[a](/a/)',
    '[a](/a/) ',
    '[a](http://a)',
    '[a](',
    '[pause:',
    '[voice:a',
    '\\[',
    '<a>',
    '&amp;',
    'http://',
    'a.com/',
    'www.',
  ],
  ...[
    '12:30 ',
    '1990-',
    '2024-01-02 ',
    '1,000,',
    '+1 ',
    '5 km ',
    '3 x ',
    '10%',
    '$5 million ',
    'Dr. ',
    'U.S.',
    'p.m. ',
    'King I ',
  ],
  ...[
    'de la ',
    'il y a ',
    "l'a ",
    "n't",
    '三本',
    '何',
    '二〇',
    '1つ',
    '第1',
    '9得',
    '行得',
    'रु. ',
    '१',
    'आई.',
    'a ',
    ' ',
    'a\n',
    'a\n\n',
  ],
]
  .map(repeated)
  .concat(
    ['[]', '()', '<>', '“”', '「」', '『』', '{}', '""'].map(([open, close]) => nested(open!, close!)),
    nested('a', ')', `a${'.'.repeat(8)}`),
    nested('.', ')'),
    nested('[', '](/a/)'),
    nested('-', '1'),
    nested('a', '1'),
    nested('a', 'я'),
    nested('"', '.'),
  );

/** As many texts of a few random pieces; the same for the same seed. */
export function hostileTexts(seed: number, count: number): HostileText[] {
  const next = randomNumbers(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return Array.from({ length: count }, () => {
    const pieces = Array.from({ length: 1 + Math.floor(next() * 3.5) }, () => one(PIECES));
    const shape = Math.floor(next() ** 2 * SHAPES.length);
    return {
      name: `${pieces.map((piece) => JSON.stringify(piece)).join(' ')}, shape ${shape}`,
      text: (length) => SHAPES[shape]!(pieces, length),
    };
  });
}
