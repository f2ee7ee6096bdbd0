import type { Reading } from './dictionary.ts';

/** A word as jieba cuts it, with jieba's part-of-speech tag (ICTCLAS) and its readings. */
export interface Word {
  text: string;
  tag: string;
  readings: Reading[];
}

/** Where a character stands: the words before and after its own, and the rest of its word. */
interface Place {
  word: Word;
  index: number;
  before: Word | undefined;
  after: Word | undefined;
  /** What comes before and after it in the run of Chinese. */
  left: string;
  right: string;
  tagOf: (text: string) => string;
}

/** Tells how a character that no phrase of the dictionary decides is read; undefined leaves it as it is. */
type Decide = (place: Place) => string | undefined;

const DEGREE =
  /(?:很|太|更|最|好|真|挺|极|越|较|多|够|这么|那么|非常|比较|十分|相当|过|有点|有点儿|特别|还|不|超|颇|稍|略|又|全|总|周|边)$/;
const QUANTITY = /[一二三四五六七八九十百千万两几数半零这那哪每某第首末]$/;
const PRONOUN = /^(?:[我你您他她它咱]们?|谁|人家|大家|自己|别人|对方)/;
/** Verbs that 得了 ('can') follows rather than 得 and 了. */
const ENDURED = /[受忘去来吃做办改免少用走活管帮救]$/;
/** After these, 地 is the ground or a place. */
const NOUN_PLACE = /[在到了满各此该每块片下落]$/;
const OWED =
  /^(?:[钱债款账帐书贷车清给掉完回借欠礼]|利息|房贷|人情|东西|公道|清白|自由|河山|一?个?(?:公道|清白)|[一二三四五六七八九十百千万两几多]+[本笔块元美条把件])/;
/** Before 一行, who a party of travellers is. */
const PARTY = /(?:们|等|团|人|家|席|理|长)一$/;
/** After 得, how something is done. */
const MANNER = /^(?:很|非常|太|特别|相当|真|像|不得了|要命|要死|厉害)/;

const DECISIONS: Readonly<Record<string, Decide>> = {
  长: ({ left, right }) => {
    if (/^(?:得|着|了|出|满|大|高|成|胖|在|相|势)/.test(right) && !DEGREE.test(left)) return 'zhǎng';
    if (
      DEGREE.test(left) ||
      /^(?:约|达|[一二三四五六七八九十百千万两几数]+[余多]?[公英]?[里米尺寸丈]|而|短|的)/.test(right)
    )
      return 'cháng';
    if (/[米里尺寸丈天年时]$/.test(left)) return 'cháng';
    return undefined;
  },
  得: (place) => readDe(place),
  地: ({ word, index, before, after, left, right, tagOf }) => {
    if (/(.)\1$/u.test(left) && !/^[里上下方面]/.test(right)) return 'de';
    const manner = /[声口力速然意心步]$/.test(before?.text ?? '');
    if (
      index > 0 ||
      !before ||
      (!manner && !/^(?:a|ad|an|b|z|i|l|d|v|vn|o)$/.test(before.tag)) ||
      NOUN_PLACE.test(left)
    )
      return undefined;
    const tag = word.text === '地' ? after?.tag : tagOf([...right][0] ?? '');
    return tag !== undefined && /^(?:v|d|p|a|r|c|l|i|x)/.test(tag) ? 'de' : undefined;
  },
  还: ({ right, left }) => {
    if (/^(?:$|了|的|吧|吗|呢|清|给|掉|完|债|钱|款|账|帐|书|贷|[得不][起了清])/.test(right)) return 'huán';
    if (/[把将再必要该会没]$/.test(left) && /^(?:回|上)/.test(right)) return 'huán';
    const pronoun = PRONOUN.exec(right)?.[0];
    if (pronoun === undefined) return undefined;
    return OWED.test(right.slice(pronoun.length)) ? 'huán' : undefined;
  },
  行: ({ left, right, after }) => {
    if (!QUANTITY.test(left) || PARTY.test(left)) return undefined;
    if (/^(?:人|[一二三四五六七八九十百千几数]+[人名个]|为|动|程|走|来|去|至|礼|使|政|不行|吗|吧|了)/.test(right))
      return undefined;
    return after === undefined || /^(?:n|a|m|q|d|u|v|x|r|c|s|f|z|b)/.test(after.tag) ? 'háng' : undefined;
  },
  只: ({ left, right }) =>
    QUANTITY.test(left) && !/第$/.test(left) && !/^(?:能|有|是|要|会|好|得|可|想|不过|需|用|为|见|顾|剩|知)/.test(right)
      ? 'zhī'
      : undefined,
  了: ({ left, tagOf }) => {
    const verb = /(.)(?:不|得)$/u.exec(left)?.[1];
    if (verb === undefined) return undefined;
    if (left.endsWith('不得')) return 'liǎo';
    if (left.endsWith('得')) return ENDURED.test(verb) ? 'liǎo' : undefined;
    return /^v/.test(tagOf(verb)) ? 'liǎo' : undefined;
  },
  教: ({ word, right }) =>
    word.text === '教' &&
    (PRONOUN.test(right) || /^(?:会|过|给|得|孩子|学生|书|英语|数学|语文|中文|汉语|小)/.test(right))
      ? 'jiāo'
      : undefined,
  背: ({ right }) =>
    /^(?:着|上|起|了)?(?:一?个)?(?:书?包|背包|行李|孩子|黑锅|双肩包)/.test(right) ? 'bēi' : undefined,
  干: ({ left }) => (/[晒烘晾擦吹弄烤榨熬拧沥]$/.test(left) ? 'gān' : undefined),
  // What fell over ends its clause; what was poured out is named or was taken with 把.
  倒: ({ left, right }) => (right === '了' && !/[把将给]/.test(left) ? 'dǎo' : undefined),
  数: ({ left, right }) =>
    /^(?:了|着|过|一数|一下|清|不清|得清|完|到[一二三四五六七八九十百千])/.test(right) && !COUNTED_NOUN.test(left)
      ? 'shǔ'
      : undefined,
  冲: ({ right }) => (right.startsWith('着') ? 'chòng' : undefined),
  蒙: ({ right }) => (right.startsWith('着') ? 'méng' : undefined),
  着: ({ left }) => (left.endsWith('蒙') ? 'zhe' : undefined),
  转: ({ left, right }) => (/[在地]$/.test(left) && /^(?:$|着|圈|个不停)/.test(right) ? 'zhuàn' : undefined),
};

/** Nouns that end in 数, a number. */
const COUNTED_NOUN = /[分人倍次总基整小负正读系参度件个位函指字户票得岁级多少]$/;

/** Adjectives that jieba knows as nouns. */
const FELT = /[多少好热冷气美帅疼痛累忙困香辣]$/;
const MODAL = /[是有能会想要可应该必须还也都就总只]$/;

/** 得 is de after a verb or adjective that it describes, děi where it means "must", else as the dictionary has it. */
function readDe({ word, index, before, after, left, right, tagOf }: Place): string | undefined {
  if (left === '' || right === '') return undefined;
  if (/[才方始]$/.test(left) && word.text === '得') return 'dé';
  if (/^了/.test(right) && ENDURED.test(left)) return 'de';
  if (right.startsWith('了') || (index === 0 && /^[到过出]/.test(right))) return undefined;
  if (index > 0 && right.startsWith('起')) return 'de';
  if (left.endsWith('得')) return 'děi';
  if (index === 0 && /^(?:以|有|主|分|奖|病|名|失|罪|势|意|知|[一二三四五六七八九十百第](?!手))/.test(right))
    return undefined;
  const alone = index === 0 && before && before.tag !== 'x';
  const tag = alone ? before.tag : tagOf([...left].at(-1) ?? '');
  if ((/^(?:v|a|z)/.test(tag) || FELT.test(left)) && !MODAL.test(left)) return 'de';
  if (MANNER.test(right) && !PRONOUN.test(before?.text ?? '') && !MODAL.test(left)) return 'de';
  if (word.text === '得' && /[还也都就总又只]$/.test(left)) return 'děi';
  const subject = /^(?:r|n|d|t|v|c)/.test(tag) || PRONOUN.test(before?.text ?? '');
  const acts = after !== undefined && /^(?:v|d|p|r|a|n)/.test(after.tag) && word.text.endsWith('得');
  return subject && acts ? 'děi' : undefined;
}

/** Replaces readings in place where the words around a character tell more than pypinyin's dictionary does. */
export function correctReadings(words: readonly Word[], tagOf: (text: string) => string): void {
  const run = words.map((word) => word.text).join('');
  let start = 0;
  words.forEach((word, position) => {
    let at = start;
    word.readings.forEach((reading, index) => {
      const decide = DECISIONS[reading.character];
      const decided = reading.phrase === undefined || LOOSE.has(reading.phrase);
      if (decide && decided) {
        reading.pinyin =
          decide({
            word,
            index,
            before: words[position - 1],
            after: words[position + 1],
            left: run.slice(0, at),
            right: run.slice(at + reading.character.length),
            tagOf,
          }) ?? reading.pinyin;
      }
      at += reading.character.length;
    });
    start += word.text.length;
  });
}

/** Phrases of the dictionary that have more than one reading, or a rare one. */
const LOOSE = new Set(['一行', '三行', '一得', '不得了', '蒙着']);
