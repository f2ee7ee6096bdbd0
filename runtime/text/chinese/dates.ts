import type { Rule } from '../written/stretch.ts';
import { readCount, readDigits, readNumber } from './numbers.ts';
import { rule } from '../written/stretch.ts';
import { bare, RANGE } from './patterns.ts';
import { score, scoreRules } from './scores.ts';

/** 01 to 12, 01 to 31. */
const isDate = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
const year = (digits: string): string => `${readDigits(digits)}年`;
const date = (month: string, day: string): string => `${readNumber(bare(month))}月${readNumber(bare(day))}日`;
const dateOrNothing = (month: string, day: string): string | undefined =>
  isDate(month, day) ? date(month, day) : undefined;

/** After these a year or a date stands. */
const WHEN = '(?:在|于|自|从|到|至|截至|截止|截止到|日期|时间|生日|公元|公元前|公元后)(?:是|为|[:：])?';
/** After these, eight figures are a day. */
const WRITTEN_DAY = '(?:日期|生日|生于|出生|有效期|保质期|有效期至|保质期至|截至|截止)(?:是|为|[:：])?';
/** What happens on a day. */
const ON_A_DAY =
  '上班|上课|上学|开班|发货|到货|考试|面试|见面|聚会|返校|返程|开会|交货|抢购|首发|发车|前|后|之前|之后|以前|以后|截止|截至|起|开始|开幕|开学|开业|开售|结束|到期|出发|举行|上映|上线|发布|放假|生日|晚上|上午|下午|中午|早上|凌晨|当天|周[一二三四五六日天]|星期|[(（]周|[(（]星期|那天|号|\\s?[(（](?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
/** What is shared out rather than dated. */
const IN_PARTS = '的|杯|勺|茶匙|汤匙|个|只|块|份|以上|左右|多|强|决赛';
/** Days known by their figures. */
const NAMED_DAY =
  '晚会|事变|运动|事件|地震|大地震|惨案|纪念日|购物节|儿童节|青年节|妇女节|情人节|大促|打假|表白|告白|快乐|劳动节|建军节|国庆|消费者';

const SLASHED = String.raw`(\d{1,2})/(\d{1,2})`;
const ALONE = String.raw`(?<!\d|\d[:：]|[./-])`;
const ENDS = String.raw`(?![\d/]|[.:：-]\d)`;

export const dateRules: readonly Rule[] = [
  rule(String.raw`(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)`, (y, _separator, m, d) =>
    isDate(m, d) ? year(y) + date(m, d) : undefined,
  ),
  rule(String.raw`(?<=\d{4}-\d{2}-\d{2})T(?=\d{2}:\d{2})`, () => ''),
  rule(String.raw`(?<=T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)Z(?!\p{L})`, () => ' U T C '),
  rule(String.raw`(?<![\p{L}\d])['’](\d{2})年`, (y) => year(y)),
  // 24/12/25, 1/5/2023, 20230105
  rule(String.raw`(?<![\d/.])['’]?(\d{2})/(\d{1,2})/(\d{1,2})(?![\d/.])`, (y, m, d) =>
    isDate(m, d) ? year(y) + date(m, d) : undefined,
  ),
  rule(String.raw`(?<![\d/.])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?![\d/.])`, (m, d, y) =>
    isDate(m, d) ? year(y) + date(m, d) : undefined,
  ),
  rule(
    String.raw`(?<![\d.,\p{Script=Latin}#-]|[号码][是为：:]?\s?)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.,\p{Script=Latin}-]|[元个人件条次块万名台])`,
    (y, m, d) => year(y) + date(m, d),
  ),
  // 08/2008, 2008.08, 08-08-2008, 08-08
  rule(
    String.raw`(?<!\d|\d:|[./-])(0[1-9]|1[0-2])([/.-])(0[1-9]|[12]\d|3[01])\2((?:19|20)\d{2})(?![\d./-])`,
    (m, _separator, d, y) => year(y) + date(m, d),
  ),
  rule(
    String.raw`(?<!\d|\d:|[./-])(0[1-9]|1[0-2])[/.-]((?:19|20)\d{2})(?![\d/-]|\.\d)`,
    (m, y) => `${year(y)}${readNumber(bare(m))}月`,
  ),
  rule(
    String.raw`(?<!\d|\d:|[./-])((?:19|20)\d{2})\.(0[1-9]|1[0-2])(?!\d|\.\d|\s?[元块%％万亿美米公克吨点度分])`,
    (y, m) => `${year(y)}${readNumber(bare(m))}月`,
  ),
  rule(String.raw`(?<!\d|\d:|[./-])(0[1-9])[-/](0[1-9]|[12]\d|3[01])(?![\d/:-]|\.\d)`, date),
  // 生产日期20240612, 放假5.1-5.5
  rule(String.raw`(?<=${WRITTEN_DAY}\s?)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)`, (y, m, d) =>
    isDate(m, d) ? year(y) + date(m, d) : undefined,
  ),
  rule(
    String.raw`(?<=(?:放假|休假|假期|活动|展期|档期|时间|日期)[是为：:]?\s?)(\d{1,2})\.(\d{1,2})\s?(?:${RANGE}|[至到])\s?(\d{1,2})\.(\d{1,2})(?![\d.])`,
    (m1, d1, m2, d2) => (isDate(m1, d1) && isDate(m2, d2) ? `${date(m1, d1)}到${date(m2, d2)}` : undefined),
  ),
  rule(
    String.raw`(?<![\d.])(\d{3,4})(年?)\s?${RANGE}\s?(\d{3,4})(年|学年|年度|赛季|财年)(?!前|来|间|以)`,
    (from, mark, to, unit) =>
      Number(from) < Number(to) && (from.length > 3 || !/0 .*0$/.test(`${from} ${to}`))
        ? `${readDigits(from)}${mark}到${readDigits(to)}${unit}`
        : undefined,
  ),
  rule(
    String.raw`(?<![\d.])(\d{4})[-/–](\d{2})(?=赛季|学年|年度|财年)`,
    (from, to) => `${readDigits(from)}到${readDigits(to)}`,
  ),
  rule(String.raw`(?<!\d)(\d{4})[-–~～至到](\d{4})年`, (from, to) => `${readDigits(from)}到${year(to)}`),
  rule(
    String.raw`(?<![\d.])((?:1[0-9]|20)\d{2})[-–—~～]((?:1[0-9]|20)\d{2})(?![\d.,\p{Script=Latin}%-])`,
    (from, to) => (Number(from) < Number(to) ? `${readDigits(from)}到${readDigits(to)}` : undefined),
  ),
  rule(String.raw`(?<!\d)([12]\d{3}|0\d|[2-9]\d(?=年\d+月))年(?!前|来|间|以前|之前|历史)`, (y) => year(y)),
  rule(
    String.raw`(?<=(?<!有|约|达|了)(?:在|于|公元|公元前|是|自|从|至|到))(\d{3})年(?!前|后|间|来|里|内|以|之|的?历史|的?时间)`,
    (y) => (y.endsWith('00') ? undefined : year(y)),
  ),
  rule(
    String.raw`(?<=[在于是自从至到生为]|^|[，。、“”])([4-9]\d|0\d)年(?=[的]?(?:出生|生|毕业|入学|入伍|参军|结婚|春|夏|秋|冬|初|底|属|那|考|高考|以后|之后|以来))`,
    (y) => year(y),
  ),
  rule(
    String.raw`(?<![\d.第])([1-3]\d|0\d)年(?=[的]?(?:冬奥|奥运|世界杯|欧洲杯|亚运|世博|春晚|春节|高考|年初|年底|款|版))`,
    (y) => year(y),
  ),
  // Those born in a decade: 90后, and 70、80后.
  rule(
    String.raw`(?<!\d|\d:|[./%第月-])([5-9]\d|[01][05])(?=(?:[、，/和跟与](?:[5-9]\d|[01][05]))?后(?![面边来续期台方门背果悔退勤]|[的之]后))`,
    (y) => readDigits(y),
  ),
  rule(String.raw`(?<!\d)(\d{4})[/-](\d{1,2})(?![\d/]|[.-]\d)`, (y, m) =>
    /^(?:19|20)/.test(y) && isDate(m, '1') ? `${year(y)}${readNumber(bare(m))}月` : undefined,
  ),
  rule(
    String.raw`(?<!\d)(\d{4})\.(0[1-9]|1[0-2])(?=[至到]|${RANGE}\d{4})`,
    (y, m) => `${year(y)}${readNumber(bare(m))}月`,
  ),
  rule(String.raw`(?<!\d)(\d{1,2})月(\d{1,2})([日号])`, (m, d, name) =>
    isDate(m, d) ? date(m, d).slice(0, -1) + name : undefined,
  ),
  rule(String.raw`(?<![\d月])(0\d)(?=号(?!码))`, (n) => readDigits(n)),
  // 周2下午, but 一周2次
  rule(
    String.raw`(?<=(?<![每一二两三四五六七八九十几多半\d])(?:周|星期|礼拜))([1-6])(?=[上下中早晚]|[，。、！？；]|[到至和~～-]|[的是休开有去要见前放]|$)`,
    (n) => readNumber(n),
  ),
  rule(String.raw`(?<!\d)(\d{1,2})(月份?|[日号])`, (n, name) => readNumber(bare(n)) + name),
  // 8/15到8/20, 10/31截止, 截止10/31; 12.31前; 3.15晚会.
  rule(String.raw`${ALONE}${SLASHED}\s?(?:[至到]|${RANGE})\s?${SLASHED}${ENDS}`, (m1, d1, m2, d2) =>
    isDate(m1, d1) && isDate(m2, d2) ? `${date(m1, d1)}到${date(m2, d2)}` : undefined,
  ),
  rule(String.raw`${ALONE}${SLASHED}(?=${ON_A_DAY})`, dateOrNothing),
  rule(String.raw`(?<=${WHEN})${SLASHED}${ENDS}(?!${IN_PARTS})`, dateOrNothing),
  rule(String.raw`${ALONE}${SLASHED}${ENDS}(?!${IN_PARTS})`, (m, d) =>
    Number(d) > 12 && !/^(?:1[56]|2[0458]|30)$/.test(d) ? dateOrNothing(m, d) : undefined,
  ),
  rule(String.raw`(?<![\d·])(\d{1,2})·(\d{1,2})(?![\d·])`, (m, d) => (isDate(m, d) ? readDigits(m + d) : undefined)),
  rule(String.raw`(?<![\d.,])(\d{3}0)s(?!\p{Script=Latin})`, (y) => `${readDigits(y)}年代`),
  rule(String.raw`(?<![\d.,])([2-9]0)s(?=的|复古|风|老歌|怀旧|金曲|经典|港)`, (y) => `${readNumber(y)}年代`),
  rule(String.raw`(?<![\d.])((?:19|20)\d{2})(?=财年|学年|赛季|届)`, (y) => readDigits(y)),
  rule(String.raw`(?<!\d)((?:19|20)\d{2})(?=Q[1-4]|H[12])|(?<=Q[1-4]\s?)((?:19|20)\d{2})(?!\d)`, (y, y2) =>
    readDigits(y + y2),
  ),
  rule(String.raw`(?<![\d.])(1[12])[.·]\1(?=大促|购物节|狂欢|促销|活动|预售|期间)`, (n) => `双${readNumber(n)}`),
  rule(String.raw`(?<![\d.])10[.·]1(?=国庆|黄金周|长假|小长假)`, () => '十一'),
  rule(String.raw`(?<![\d.])(\d{1,2})[.·](\d{1,2})(?=圣诞|元旦|平安夜|教师节|万圣|光棍节|跨年|感恩节)`, dateOrNothing),
  rule(String.raw`(?<![\d.])(\d{1,2})[.·](\d{1,2})(?=${NAMED_DAY})`, (m, d) =>
    isDate(m, d) ? readDigits(m + d) : undefined,
  ),
  rule(
    String.raw`(?<![\d.¥￥$€£])(\d{1,2})\.(\d{1,2})(?=前|后|之前|之后|以前|以后|截止|开始|到期|出发|放假|当天)`,
    dateOrNothing,
  ),
  rule(String.raw`(?<=\d\s?)${RANGE}(?=\s?(?:上午|下午|中午|晚上|早上|凌晨|次日|第二天))`, () => '到'),
];

/** Ranges of days and times in words: 周一-周五, 上午9点-下午5点. */
export const dayRangeRules: readonly Rule[] = [
  rule(String.raw`(?<=[一二三四五六七八九十两][点月日号])\s?[~～]\s?(?=[一二三四五六七八九十两])`, () => '到'),
  // 周一-周五, 上午9点-下午5点
  rule(
    String.raw`(?<=(?:周|星期|礼拜)[一二三四五六日天]|[点分时日号月年半]|早|晚|[AaPp][Mm])\s?${RANGE}\s?(?=周|星期|礼拜|上午|下午|中午|晚上|早上|凌晨|次日|明[天年]|今[天年]|至今|\d)`,
    () => '到',
  ),
];

const LATE = /^(?:p\.?m\.?)$/i;
/** The part of the day that goes before an hour of twelve. */
function partOfDay(mark: string, hour: number): string {
  if (mark === '') return '';
  if (LATE.test(mark)) return hour === 12 ? '中午' : hour < 6 || hour > 11 ? '下午' : '晚上';
  return hour < 6 || hour === 12 ? '凌晨' : '上午';
}

function time(hours: string, minutes: string, seconds: string, mark = ''): string | undefined {
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const hour = `${partOfDay(mark, Number(hours))}${readCount(bare(hours))}点`;
  const part = (digits: string, unit: string): string =>
    (digits.startsWith('0') && Number(digits) > 0 ? '零' : '') + readNumber(bare(digits)) + unit;
  if (seconds !== '') return hour + part(minutes, '分') + part(seconds, '秒');
  return Number(minutes) === 0 ? hour : hour + part(minutes, '分');
}

const TIME = String.raw`(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?`;
const MARK = String.raw`(?:\s?([AaPp]\.?[Mm](?:\.|(?!\p{Script=Latin}))))?`;
/** After these, figures with colons are how long it took. */
const TOOK = '成绩|用时|耗时|时长|历时|跑出|跑进|完赛|全程|净时间|视频|录音|音频|纪录|记录';

export const timeRules: readonly Rule[] = [
  rule(
    String.raw`(?<=(?:时长|用时|耗时|成绩|历时|配速)(?:了|是|为|到|有|约|[:：])?\s?)(\d{1,3})[:：]([0-5]\d)(?![\d:：])`,
    (m, s) => `${readCount(bare(m))}分${readNumber(bare(s))}秒`,
  ),
  rule(
    String.raw`(?<=(?:${TOOK})(?:了|是|为|到|有|[:：])?\s?)(\d{1,2})[:：]([0-5]\d)[:：]([0-5]\d)(?![\d:：])`,
    (h, m, s) => `${readCount(bare(h))}小时${readNumber(bare(m))}分${readNumber(bare(s))}秒`,
  ),
  ...scoreRules,
  // 08:15:30.123
  rule(String.raw`(?<!\d|\d[:：])(\d{1,2}):(\d{2}):(\d{2})[.,](\d{1,6})(?!\d)`, (h, m, s, rest) =>
    time(h, m, s)?.replace(/秒$/, `点${readDigits(rest)}秒`),
  ),
  rule(
    String.raw`(?<!\d|\d[:：])${TIME}${MARK}\s*${RANGE}\s*${TIME}${MARK}(?![\d:：])`,
    (h1, m1, s1, mark1, h2, m2, s2, mark2) => {
      const [from, to] = [time(h1, m1, s1, mark1 || mark2), time(h2, m2, s2, mark1 === mark2 ? '' : mark2)];
      return from === undefined || to === undefined ? undefined : `${from}到${to}`;
    },
  ),
  rule(String.raw`(?<![\p{Script=Latin}\d])([AaPp][Mm])\s?${TIME}(?![\d:：])`, (mark, h, m, s) => time(h, m, s, mark)),
  rule(String.raw`(?<=[上下]午|晚上|早上|中午|凌晨)\s?${TIME}${MARK}(?![\d:：])`, (h, m, s) => time(h, m, s)),
  rule(String.raw`(?<!\d|\d[:：]|\.)${TIME}${MARK}(?![\d:：])`, (h, m, s, mark) => time(h, m, s, mark)),
  rule(
    String.raw`(?<!\d|\d[:：]|[.\p{Script=Latin}])(1[0-2]|[1-9])\s?([AaPp]\.?[Mm])(?!\p{Script=Latin})\.?`,
    (h, mark) => time(h, '0', '', mark),
  ),
  rule(String.raw`(?<!\d)(\d{1,2})点(\d{1,2})分`, (h, m) => {
    const zero = m.startsWith('0') && m !== '00' ? '零' : '';
    return `${readCount(bare(h))}点${zero}${readNumber(bare(m))}分`;
  }),
  rule(String.raw`(?<![\d.\p{Script=Latin}])(\d{1,3})H(?=[内后前的发送到营退，。、]|$)`, (h) => `${readCount(h)}小时`),
  rule(String.raw`(?<!\d)2点`, () => '两点'),
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(\d{1,3})\s?h\s?(\d{1,2})\s?(?:m|min)?(?:\s?(\d{1,2})\s?s)?(?![\p{Script=Latin}\d])`,
    (h, m, s) => `${readCount(h)}小时${readCount(bare(m))}分钟${s === '' ? '' : `${readCount(bare(s))}秒`}`,
  ),
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(\d{1,3})\s?(?:m|min)\s?(\d{1,2})\s?s(?![\p{Script=Latin}\d])`,
    (m, s) => `${readCount(m)}分${readCount(bare(s))}秒`,
  ),
  rule(String.raw`(?<!\d|\d[:：]|\.)(\d{1,3})[:：](\d{1,3})[:：](\d{1,3})(?![\d:：])`, (one, two, three) =>
    [one, two, three].map((part) => readNumber(part)).join('比'),
  ),
  rule(String.raw`(?<!\d|\d[:：]|\.)(\d+)[:：](\d+)(?![\d:：])`, score),
];
