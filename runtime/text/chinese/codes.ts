import type { Rule } from '../written/stretch.ts';
import { readDigits, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { rule } from '../written/stretch.ts';

const spelled = (digits: string): string => readDigits(digits, true);
const groups = (...parts: string[]): string => parts.map(spelled).join('，');

const SERVICES = String.raw`1(?:1[0249]|2[0-2]|00\d\d|23\d\d)|9[56]\d{3}`;
/** What is known by a number that is read figure by figure. */
const NUMBERED = alternatives(
  '订单|IMEI|IMSI|ISBN|ISSN|SN|代码|电话|手机|号码|拨打|致电|热线|客服|传真|请拨|分机|账户|密码|邮编|邮政编码|口令|取件码|验证码|邀请码|兑换码|识别码|提取码|区号|尾号|QQ|QQ群|ID|PIN|微信|房间'.split(
    '|',
  ),
);
/** 账号, 单号 and the like, but not 5号 or 周五号. */
const NUMBER_OF = '(?<![\\d一二三四五六七八九十])[账卡单学工证编群信会班车员水店货订型证议流列批箱柜档]号';
const PLATE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]';

/** Years and dates of a shop or a habit, known by their figures. */
const NICKNAMES =
  '12306|12315|12345|10086|12123|12333|12348|12369|955\\d\\d|618|996|007|985|211|315|520|1314|360|404|1024(?=程序员)|1688(?=网|平台|批发|采购|上)|9527|798(?=艺术|园区|厂)|58(?=同城)|88(?=啦|了|咯|[，。！!~～]|$)|23{2,9}(?=[，。！!~～]|$)|23{3,9}|921|911|731|555|888|666';
/** After these figures, something is counted or measured after all. */
const COUNTED = String.raw`[\d.,%％‰°\p{Script=Latin}]|[个只条本张位名家件头匹朵块座辆架台部间层次回遍下步秒天年月号日周岁斤克吨米升元角分倍页人万千亿户种项亩里]|公里|小时|美元|平方|[-–~～:/]\d`;

/** Numbers that tell one thing from another rather than how many: figure by figure, 1 as 幺. */
export const codeRules: readonly Rule[] = [
  rule(
    String.raw`\+(\d{1,3})[ -]?(\d[\d -]{5,14}\d)(?!\d)`,
    (code, rest) => `加${groups(code, ...rest.split(/[ -]+/))}`,
  ),
  rule(String.raw`(?<![\d.])(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\d.])`, groups),
  rule(String.raw`(?<![\d.])[(（](0\d{1,3})[)）]\s?(\d{3,4})[ -]?(\d{4})(?!\d)`, (area, one, two) =>
    groups(area, one + two),
  ),
  rule(
    String.raw`(?<![\d.])(0\d{2,3}|[48]00)-(\d{3,4})[ -]?(\d{3,5})(?:-(\d{2,5}))?(?![\d.])`,
    (area, one, two, extension) => groups(area, one, two, ...(extension === '' ? [] : [extension])),
  ),
  rule(String.raw`(?<=\p{Script=Latin}_)(\d{2,12})(?!\d)`, (digits) => readDigits(digits)),
  // 91110000MA01234567
  rule(
    String.raw`(?<![\p{Script=Latin}\d.-])((?=[A-Z]{0,8}\d)(?=\d{1,12}[A-Z])(?=[A-Z\d]{9})[A-Z\d]{9,24})(?![\p{Script=Latin}\d])`,
    (code) => (code.match(/[A-Z]|\d+/g) ?? []).map((part) => (/\d/.test(part) ? spelled(part) : ` ${part} `)).join(''),
  ),
  rule(String.raw`(?<![\d.,])([48]00)[ -]?(\d{3})[ -]?(\d{4})(?![\d.,元块万])`, groups),
  rule(
    String.raw`(?<=${NUMBERED}|${NUMBER_OF})(号?码?(?:[是为：:#]|是[:：])?)\s*(\d[\d -]{1,18}\d)(?![\d.元块万个条位%])`,
    (between, number) => (/[：:#]/.test(between) ? '，' : between) + groups(...number.split(/[ -]+/)),
  ),
  rule(
    String.raw`(?<=(?:[前后末][两三四五六七八]位|末尾|尾数)(?:数字?)?(?:是|为|[:：])?\s?)(\d{2,8})(?![\d.])`,
    (digits) => `${spelled(digits)} `,
  ),
  rule(String.raw`(?<=[Nn][Oo][.．:：]\s?)(\d{5,20})(?![\d.])`, spelled),
  rule(
    String.raw`(?<=(?:单元|号楼|栋|幢|座)\s?)(\d{3,4})(?![\d.,\p{Script=Latin}]|[个户人名间层万元家位座栋套平米年]|[-–~～])`,
    spelled,
  ),
  // GB/T 7714-2015
  rule(
    String.raw`(?<=(?<![A-Za-z])(?:GB|ISO|IEC|IEEE|DB|JB|YY|HJ|QB|SN|DIN|EN|ASTM)(?:/T|/Z)?\s?)(\d{1,5})(?:-(\d{4}))?(?![\d.])`,
    (n, y) => ` ${readDigits(n)}${y === '' ? '' : `杠${readDigits(y)}`}`,
  ),
  // iPhone 6s
  rule(
    String.raw`(?<=\p{Script=Latin}\s)(\d{1,2})([a-zA-Z])(?=[\p{Script=Han}，。、！？,]|$|\s\p{Script=Latin})(?<=(?:iPhone|Pixel|Xiaomi|Mi|OPPO|OnePlus|Nexus|Redmi|[A-Z][a-z]{2,})\s\d{1,2}[a-zA-Z])`,
    (n, letter) => `${readNumber(n)} ${letter} `,
  ),
  rule(String.raw`(?<=\d{4}转)(\d{2,5})(?!\d)`, spelled),
  rule(
    String.raw`(?<=打|拨|叫|报|给|联系|致电|接到|通过|咨询|发送到|(?:火警|匪警|报警|急救|交警|救援|查询|订票|投诉|举报|客服|热线)(?:电话)?[是为：:]?)(${SERVICES})(?!\d|[个元块年分秒米人次名起件家户位天台辆])`,
    spelled,
  ),
  rule(
    String.raw`(?<=(?:拨打|致电|请拨|打)[\d\s-]{3,15}(?:或者?|、|和))(${SERVICES})(?!\d|[个元块年分秒米人次名起件家户位天台辆])`,
    spelled,
  ),
  rule(String.raw`(?<!\d)(${SERVICES})(?=报警|急救|热线|客服|火警|平台|专线|短信)`, spelled),
  rule(String.raw`(?<=单元|栋|幢|[A-Z]座)(\d{3,4})(?!\d|[个户层米])`, spelled),
  rule(String.raw`(?<![\d.,-])(\d{3,4})(?=室|号?房(?!子|屋|东|价|贷)|号室|教室|会议室|病房|包厢)`, spelled),
  // 12F座, 5A景区, 2B铅笔: no farad, ampere or byte
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(\d{1,3})([A-Z])(?=座|区|栋|排|口|级|景区|大作|铅笔|教室|航站楼|登机口)`,
    (n, letter) => `${readNumber(n)} ${letter} `,
  ),
  rule(
    String.raw`(?<=${PLATE})([·•]?)([A-Z\d]{5,6})(?![A-Z\d])`,
    (_dot, plate) => ` ${plate.replace(/[A-Z](?=.)/g, '$& ').replace(/\d+/g, (digits) => `${spelled(digits)} `)}`,
  ),
  rule(String.raw`(?<![\d.,\p{Script=Latin}-])(${NICKNAMES})(?!${COUNTED})`, (digits) => readDigits(digits)),
  rule(String.raw`(?<![\d.])7-11(?=便利|店|门口|买|超市)`, () => '七幺幺'),
  // Versions, addresses and numbers with dashes.
  rule(String.raw`(?<![\d.])(\d+(?:\.\d+){2,})`, (code) =>
    code
      .split('.')
      .map((part) => readNumber(part))
      .join('点'),
  ),
  rule(String.raw`(?<![\d-])(\d+(?:-\d+){2,})(?![\d-])`, (code) => groups(...code.split('-'))),
];
