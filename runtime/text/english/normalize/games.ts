import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal } from './numbers.ts';

const BETTING =
  /\b(?:odds|bookies?|bookmakers?|favou?rite|outsider|underdog|each-way|jockey|racecourse|wager|payout|evens)\b/i;
const BACKED = String.raw`(?:odds|bookies|favou?rite|outsider|underdog|shot|long\sshot|against|chance|on\b)`;

const PIECES: Readonly<Record<string, string>> = { K: 'king', Q: 'queen', R: 'rook', B: 'bishop', N: 'knight' };
const CHESS =
  /\b(?:chess|checkmate|gambit|defence|defense|opening|opened|bishop|knight|rook|pawn|castl\p{Ll}+)\b|\b[a-h]x[a-h][1-8]|\b[KQRBN]x[a-h][1-8]|(?<!\d)\d{1,2}\.\s?(?:[a-h][1-8]|[KQRBN]x?[a-h][1-8])/u;
const CHECK: Readonly<Record<string, string>> = { '+': 'check', '#': 'mate' };

function sayMove(piece: string, from: string, takes: boolean, square: string, check: string | undefined): Say[] {
  return [
    ...(PIECES[piece] === undefined ? [] : [words(PIECES[piece])]),
    ...(from === '' ? [] : [/\d/.test(from) ? words(cardinal(from)) : letters(from)]),
    ...(takes ? [words('takes')] : []),
    letters(square.charAt(0)),
    words(cardinal(square.charAt(1))),
    ...(check === undefined ? [] : [words(CHECK[check] ?? '')]),
  ];
}

const CRICKET =
  /\b(?:balls?|runs?|innings|overs?|ovs?|wickets?|batsm[ae]n|batters?|made|scored|hit|century|stumps|lunch|tea|not\sout|Test|unbeaten)\b/;

/** Odds, batsmen who are not out, and the moves of chess. */
export const gameRules: readonly Rule[] = [
  // "the odds are 3/1", "a 100-1 outsider"
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:odds|bookies|price|priced|[Aa]t|SP)(?:\s(?:are|were|of|is|now|at)){0,2}\s)(\d{1,3})[/-](\d{1,2})(?![\p{L}\p{N}/%-]|[.,:]\d)|(?<![\p{L}\p{N}.,/$£€-])(\d{1,4})[/-](\d{1,2})(?![\p{L}\p{N}/%-]|[.,:]\d)`,
      'gu',
    ),
    needs: /\d[/-]\d/,
    say: (match, text) => {
      if (!BETTING.test(text)) return undefined;
      const [whole, first, second, third, fourth] = match;
      const [high, low] = [first ?? third ?? '', second ?? fourth ?? ''];
      const isBacked = new RegExp(String.raw`^\s(?:\p{Ll}+\s)?${BACKED}`, 'u').test(
        text.slice(match.index + whole.length),
      );
      if (first === undefined && !isBacked && (whole.includes('-') || Number(high) <= Number(low))) return undefined;
      return [words(`${cardinal(high)} to ${cardinal(low)}`)];
    },
  },
  {
    needs: /0[/-]1\s/,
    pattern: /(?<![\p{L}\p{N}.,/$£€-])(\d{1,3}00?)[/-](1)(?=\s(?:shot|long\sshot|outsider|underdog|chance)\b)/gu,
    say: ([, high = '']) => [words(`${cardinal(high)} to one`)],
  },
  // "101* off 98 balls"
  {
    needs: /\d\*/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,*])\d{1,3})\*(?=[\s.,;:)(]|$)(?!\s?\d|\s\()|(?<=(?<![\p{L}\p{N}.,*])\d{1,3})\*(?=\s\(\d)/gu,
    say: (_, text) => (CRICKET.test(text) ? [words('not out')] : undefined),
  },
  // "Qxf7#", "Nf3", "exd5"
  {
    needs: /[a-h][1-8]/,
    pattern: /(?<![\p{L}\p{N}])([KQRBN])([a-h]|[1-8])?(x?)([a-h][1-8])([+#])?(?![\p{L}\p{N}])/gu,
    say: (match, text) => {
      const [, piece = '', from = '', takes = '', square = '', check] = match;
      if (takes === '' && check !== '#' && !CHESS.test(text)) return undefined;
      return sayMove(piece, from, takes !== '', square, check);
    },
  },
  {
    needs: /x[a-h][1-8]/,
    pattern: /(?<![\p{L}\p{N}])([a-h])x([a-h][1-8])([+#])?(?![\p{L}\p{N}])/gu,
    say: ([, from = '', square = '', check]) => sayMove('', from, true, square, check),
  },
  {
    needs: /[O0]-[O0]/,
    pattern: /(?<![\p{L}\p{N}-])[O0]-[O0](-[O0])?(?![\p{L}\p{N}-])/gu,
    say: ([, long], text) =>
      CHESS.test(text) ? [words(`castles ${long === undefined ? 'kingside' : 'queenside'}`)] : undefined,
  },
];
