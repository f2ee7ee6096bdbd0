import { applyRules } from '../written/stretch.ts';
import { chineseRules } from './rules.ts';

/** What is said for a sentence: for each UTF-16 unit of the text, the range of the sentence behind it. */
export interface Spoken {
  text: string;
  starts: number[];
  ends: number[];
}

/** Traditional characters that the rules know, each before its simplified form; the words around a figure tell how it is said. */
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  '點点號号萬万億亿個个隻只條条張张輛辆艘艘臺台間间層层種种樣样雙双對对組组類类盤盘罐罐壺壶顆颗場场頓顿聲声歲岁噸吨畝亩塊块倍倍筆笔項项門门幫帮時时鐘钟鍾钟週周禮礼紀纪頃顷幣币鎊镑歐欧韓韩後后餘余來来價价電电話话機机碼码撥拨熱热線线傳传請请賬账帳账學学編编驗验證证費费攝摄華华負负輪轮節节結结開开舉举報报號号單单訂订車车員员會会級级詞词輸输贏赢勝胜戰战敗败領领後后產产標标準准從从為为隊队課课處处環环棟栋幢幢樓楼區区樣样釐厘資资漲涨'
    .match(/../gu)
    ?.map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');
/** Wide marks between wide figures belong to the number. */
const IN_NUMBER =
  /(?<=[０-９])[，．／：－～](?=[０-９])|(?<=(?<![\d=＝×÷+]\s?)\d{1,3})，(?=000(?![\d，]))|(?<=(?<![\d，=＝]\s?)\d{1,2})，(?=\d{3}，\d{3}(?![\d，]))|(?<=(?<![\d，=＝]\s?)\d{1,2}，\d{3})，(?=\d{3}(?![\d，]))/g;

/** What is as wide as a character and no common mark. */
const WIDE = /[＂-＋－-９；-＞＠-～]/g;

/** The sentence as the rules know it, letter for letter. */
function plainWritten(sentence: string): string {
  if (!/\p{N}/u.test(sentence)) return sentence.replace(WIDE, halfWidth);
  return sentence
    .replace(IN_NUMBER, (mark) => mark.normalize('NFKC'))
    .replace(WIDE, halfWidth)
    .replace(TRADITIONAL, (character) => SIMPLIFIED.get(character) ?? character);
}

/** A sentence with its numbers and signs in words; Latin words and marks stay as they are. */
export function spokenText(sentence: string): Spoken {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const stretch of applyRules(plainWritten(sentence), chineseRules)) {
    const start = at;
    at += stretch.text.length;
    const said = stretch.say?.map((say) => say.text).join('') ?? sentence.slice(start, at).replace(WIDE, halfWidth);
    text += said;
    for (let index = 0; index < said.length; index += 1) {
      starts.push(stretch.say ? start : start + index);
      ends.push(stretch.say ? at : start + index + 1);
    }
  }
  return { text, starts, ends };
}

/** Letters and digits as wide as Chinese characters are ordinary ones; wide marks stay, for they are Chinese punctuation. */
function halfWidth(character: string): string {
  const narrow = character.normalize('NFKC');
  return /[\p{L}\p{N}%&+#@$]/u.test(narrow) ? narrow : character;
}
