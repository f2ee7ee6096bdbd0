import type { Rule } from '../written/stretch.ts';
import { rule } from '../written/stretch.ts';
import { LISTED_SET } from '../written/sets.ts';
import { readNumber } from './numbers.ts';

/** Words of a match, with its score rather than its time. */
const WON =
  '握手言和|言和|打平|闷平|横扫|轻取|淘汰|力压|大败|惨败|告负|落败|速胜|拿下|战胜|击败|打败|领先|落后|获胜|取胜|险胜|大胜|完胜|力克|逆转|战平|负于|不敌|赢|输|胜|负|平';
const TEAMS =
  '湖人|勇士|火箭|凯尔特人|热火|公牛|雄鹿|掘金|快船|太阳|马刺|独行侠|雷霆|尼克斯|篮网|骑士|老鹰|猛龙|国王|灰熊|森林狼|爵士|开拓者|鹈鹕|步行者|活塞|黄蜂|魔术|奇才';
const SCORED = '(?<=比分|比分[是为定]|(?<!可)以|比例|比例[是为]|按|配比|大比分)';
/** A game, a few words before its score. */
const GAME =
  '(?:比分|[首次先末决一二三四五两]局|[首次末]盘|抢七|双方|两队|主队|客队|点球|决赛|小组赛|对阵|国乒|女排|男篮|女足|国足|[上下]?半场|加时赛?)';
const PAIR = String.raw`\d{1,3}[-:：]\d{1,3}`;
const AND = String.raw`[、，,/\s]\s?`;
export const score = (a: string, b: string): string => `${readNumber(a)}比${readNumber(b)}`;

/** Scores of a match, known by the words around them. */
export const scoreRules: readonly Rule[] = [
  rule(String.raw`(?<!\d|\d[:：])(\d+)[:：](\d+)(?=${WON})`, score),
  rule(String.raw`${SCORED}\s?(\d+)[:：-](\d+)(?![\d:：-])`, score),
  rule(
    String.raw`(?<=${SCORED}\s?\d{1,3}[-:：]\d{1,3}[、，,和]\s?(?:\d{1,3}[-:：]\d{1,3}[、，,和]\s?){0,4})(\d{1,3})[-:：](\d{1,3})(?![\d:：-])`,
    score,
  ),
  rule(
    String.raw`(?<!\d|\d[:：]|[.-])(\d{1,3})-(\d{1,3})(?=${WON}|(?:[、，,]\s?\d{1,3}-\d{1,3}){1,4}(?:${WON})|(?<=队\d{1,3}-\d{1,3})\p{Script=Han}{1,6}队)`,
    score,
  ),
  // 3-1（25-21、23-25）: a match and its sets
  rule(
    String.raw`(?<![\d.:：-]|[见第页图表章节条题卷段]\s?)(\d{1,3})[-:：](\d{1,3})(?=\s?[(（]${PAIR}(?:${AND}${PAIR}){0,6}[)）])`,
    score,
  ),
  rule(
    String.raw`(?<=(?<![\d.:：-]|[见第页图表章节条题卷段]\s?)${PAIR}\s?[(（](?:${PAIR}${AND}){0,6})(\d{1,3})[-:：](\d{1,3})(?=[、，,/)）\s])`,
    score,
  ),
  // 6-4、7-6
  rule(LISTED_SET, (set) => score(...(set.split('-') as [string, string]))),
  rule(String.raw`(?<=\p{Script=Han})(\d{2,3})-(\d{2,3})(?=(?:${TEAMS}))`, score),
  rule(
    String.raw`(?<=${GAME}[^。！？上下晚早点\d]{0,12}(?:\d{1,3}[-:：]\d{1,3}[、，,和]\s?){0,4})(?<!\d|\d[:：]|[.-])(\d{1,3})[-:：](\d{1,3})(?![\d:：.-]|\s?[月日号])`,
    score,
  ),
];
