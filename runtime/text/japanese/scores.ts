import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { LISTED_SET, SET_BEFORE } from '../written/sets.ts';
import { kana } from './kana-rule.ts';
import { numberWords } from './numbers.ts';

export const score = ([one = '', two = '']: readonly string[]): string[] => [
  ...numberWords(one),
  'たい',
  ...numberWords(two),
];
const WON =
  'で(?:取|奪|先取|落と|終|迎|折り返|勝|敗|負|引|逆転|制|快勝|辛勝|圧勝|完勝|先制|リード|下し|破|混|割|配合)|の(?:勝利|敗戦|敗北|同点|引き分け|スコア|逆転|比率|割合|比)|に(?:勝|敗|追|薄|混)|と(?:リード|勝ち越し|逆転)';
/** A game, a few words before its score or after it. */
const GAME =
  '(?:試合|[回決]戦|準決勝|決勝|リーグ|代表|ゴール|対戦|PK戦?|第[\\d一二三四五]セット|ゲーム|同点|延長|前半|後半|カウント|スコア|初戦|開幕戦|首位)';
const ENDED = '(?:勝利|勝ち|勝った|敗|破|下し|引き分け|ドロー|リード|逆転|ゴール|の試合|で試合)';
const ROUND = 'とぅえんてぃー さーてぃー ふぉーてぃー ふぃふてぃー しっくすてぃー'.split(' ');

/** Scores of a match, known by the words around them or by a nought. */
export const scoreRules: readonly Rule[] = needing(/\d\s?[-−–:]\s?\d|\dx[-−–]/, [
  kana(String.raw`(?<!\d|\d:)(\d{1,4}):(\d{1,4})(?=${WON})`, score),
  kana(
    String.raw`(?<=(?:スコア|比率|割合|比|試合|セット|ゲーム|ピリオド|クォーター|ハーフ)[はがを]?\s?)(\d{1,3})[:-](\d{1,3})(?![\d:-])`,
    score,
  ),
  kana(String.raw`(?<!\d|\d:|[/-])(\d{1,3})[-−–](\d{1,3})(?=${WON})`, score),
  // 日本 2 - 1 ドイツ
  kana(
    String.raw`(?<=[\p{Script=Han}\p{Script=Katakana}ー]\s)(\d{1,3})\s?[-−–]\s?(\d{1,3})(?=\s[\p{Script=Han}\p{Script=Katakana}])`,
    score,
  ),
  kana(
    String.raw`(?<=${GAME}[^。！？\d]{0,10}(?:\d{1,3}-\d{1,3}[、,]\s?){0,4})(?<![\d-])(\d{1,3})[-−–](\d{1,3})(?![\d-]|[/.]\d|\s?(?:丁目|番|号|[月日時人円名]))`,
    score,
  ),
  kana(String.raw`(?<![\d-])(\d{1,3})[-−–](\d{1,3})(?![\d-])(?=[^。！？\d丁番号月日時人円名]{1,8}${ENDED})`, score),
  kana(String.raw`(?<![\d./-])(0)[-−–](\d{1,2})(?![\d./:-])|(?<![\d./-])(\d{1,2})[-−–](0)(?![\d./:-])`, (parts) =>
    score(parts.filter((part) => part !== '')),
  ),
  // 6-4、7-6
  kana(LISTED_SET, ([set = '']) => score(set.split('-'))),
  kana(String.raw`(?<=${SET_BEFORE}[(（])(\d{1,2})-(\d{1,2})(?=[)）])`, score),
  // 5x-4, with the last inning not played
  kana(String.raw`(?<![\dA-Za-z])(\d{1,2})x[-−–](\d{1,2})(?!\d)`, score),
  // 50-50 of a batter
  kana(String.raw`(?<![\d-])([2-6])0[-−–]\1(?=0(?![\d-]))0`, ([tens = '']) => {
    const name = ROUND[Number(tens) - 2] ?? '';
    return [name, name];
  }),
]);
