import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTextFrontend } from '../frontend.ts';
import { findPublishedModel } from '../../model/published-model.ts';
import { KOKORO_SYMBOLS } from '../vocabulary.ts';
import { CHARACTERS, PHRASES } from './chinese.ts';

// The dictionaries are the model's: these lines are checked wherever `npm run -s model -- pull` has put it.
const model = await findPublishedModel().catch(() => undefined);
const complete = [CHARACTERS, PHRASES, 'lexicons/en_tok2vec.msgpack'].every(
  (path) => model !== undefined && existsSync(join(model, path)),
);

const LINES: readonly (readonly [string, string])[] = [
  ['他长得很长。', 'tʰa→ꭧa↓ŋ tɤ xə↓nꭧʰa↗ŋ.'],
  ['他长大了，这条河长三百公里。', 'tʰa→ ꭧa↓ŋta↘ lɤ, ꭧɤ↘tʰjau↗ xɤ↗ꭧʰa↗ŋ sa→npai↓kʊ→ŋli↓.'],
  ['孩子长高了。', 'xai↗ʦɨ ꭧa↓ŋkau→ lɤ.'],
  ['绳子有多长？', 'ʂə↗ŋʦɨ jou↓ two→ꭧʰa↗ŋ?'],
  ['本子上有一行字。', 'pə↓nʦɨ ʂa↘ŋ jou↓ i→xa↗ŋ ʦɨ↘.'],
  ['三行代码写错了。', 'sa→nxa↗ŋ tai↘ma↓ ɕje↓ʦʰwo↘ lɤ.'],
  ['他们一行十人到了北京。', 'tʰa→mən i→ɕi↗ŋ ʂɨ↗ɻə↗n tau↘ lɤ pei↓ʨi→ŋ.'],
  ['银行行长说行。', 'i↗nxa↗ŋxa↗ŋꭧa↓ŋ ʂwo→ɕi↗ŋ.'],
  ['你还我钱。', 'ni↓ xwa↗n wo↓ ʨʰjɛ↗n.'],
  ['我把书还了，还想再借一本。', 'wo↓ pa↓ ʂu→ xwa↗n lɤ, xai↗ ɕja↓ŋ ʦai↘ ʨje↘ i→pə↓n.'],
  ['他还在看书。', 'tʰa→ xai↗ ʦai↘ kʰa↘nʂu→.'],
  ['我得去上班。', 'wo↓ tei↓ ʨʰy↘ ʂa↘ŋpa→n.'],
  ['这件事得由他决定。', 'ꭧɤ↘ʨjɛ↘n ʂɨ↘tei↓ jou↗ tʰa→ ʨɥe↗ti↘ŋ.'],
  ['我觉得得去。', 'wo↓ ʨɥe↗tɤ tei↓ ʨʰy↘.'],
  ['他跑得快，说得很好。', 'tʰa→ pʰau↓tɤkʰwai↘, ʂwo→ tɤ xə↓n xau↓.'],
  ['天气热得不得了。', 'tʰjɛ→nʨʰi↘ ɻɤ↘tɤ pu↘tɤ↗ljau↓.'],
  ['他得了第一名。', 'tʰa→ tɤ↗ lɤ ti↘i↘mi↗ŋ.'],
  ['他高兴地笑了。', 'tʰa→ kau→ɕi↘ŋ tɤɕjau↘ lɤ.'],
  ['这里的地很大。', 'ꭧɤ↘li↓ tɤ ti↘ xə↓nta↘.'],
  ['我去不了，也忘不了。', 'wo↓ ʨʰy↘ pu↘ljau↓, je↓ wa↘ŋpu↘ljau↓.'],
  ['她教英语，是英语教师。', 'tʰa→ ʨjau→ i→ŋy↓, ʂɨ↘ i→ŋy↓ ʨjau↘ʂɨ→.'],
  ['这只猫只有一只眼睛。', 'ꭧɤ↘ ꭧɨ→ mau→ ꭧɨ↓jou↓ i→ꭧɨ→ jɛ↓nʨi→ŋ.'],
  ['背着书包去上学。', 'pei→ꭧɤ ʂu→pau→ ʨʰy↘ ʂa↘ŋɕɥe↗.'],
  ['雨下得很大，我们还得等。', 'y↓ɕja↘ tɤ xə↓nta↘, wo↓mən xai↗ tei↓ tə↓ŋ.'],
  ['你还得起吗？', 'ni↓ xwa↗ntɤʨʰi↓ ma?'],
  ['他还我们一个公道。', 'tʰa→ xwa↗n wo↓mən i↗kɤ↘ kʊ→ŋtau↘.'],
  ['他大声地喊，慢慢地走。', 'tʰa→ ta↘ʂə→ŋ tɤxa↓n, ma↘nma↘n tɤ ʦou↓.'],
  ['爷爷地里有水。', 'je↗je↗ ti↘li↓ jou↓ʂwei↓.'],
  ['他们一行抵达上海。', 'tʰa→mən i→ɕi↗ŋ ti↓ta↗ ʂa↘ŋxai↓.'],
  ['这只能怪你，两只手都脏。', 'ꭧɤ↘ ꭧɨ↓nə↗ŋ kwai↘ ni↓, lja↓ŋꭧɨ→ʂou↓ tou→ ʦa↘ŋ.'],
  ['我数了三遍，分数很高。', 'wo↓ʂu↓ lɤ sa→npjɛ↘n, fə→nʂu↘ xə↓n kau→.'],
  ['墙倒了，水倒了一杯。', 'ʨʰja↗ŋ tau↓ lɤ, ʂwei↓tau↘ lɤ i→pei→.'],
  ['衣服晒干了，活也干完了。', 'i→fu↗ ʂai↘ka→n lɤ, xwo↗ je↓ ka↘nwa↗n lɤ.'],
  ['他蒙着眼睛冲着我笑。', 'tʰa→ mə↗ŋꭧɤ jɛ↓nʨi→ŋ ꭧʰʊ↘ŋꭧɤ wo↓ ɕjau↘.'],
  ['轮子在转，他转身走了。', 'lwə↗nʦɨ ʦai↘ ꭧwa↘n, tʰa→ ꭧwa↓nʂə→n ʦou↓ lɤ.'],
  ['人人得有工作，才得安心。', 'ɻə↗nɻə↗n tɤ↗ jou↓ kʊ→ŋʦwo↘, ʦʰai↗ tɤ↗ a→nɕi→n.'],
  ['2024-05-01是劳动节。', 'ɚ↘li↗ŋɚ↘ sɨ↘njɛ↗n u↓ɥe↘ i→ɻɨ↘ ʂɨ↘ lau↗tʊ↘ŋʨje↗.'],
  ['他1998年10月3日出生。', 'tʰa→ i→ʨjou↓ʨjou↓pa→njɛ↗n ʂɨ↗ɥe↘ sa→nɻɨ↘ ꭧʰu→ʂə→ŋ.'],
  ['20世纪80年代', 'ɚ↘ʂɨ↗ʂɨ↘ʨi↘ pa→ʂɨ↗njɛ↗ntai↘'],
  ['现在是14:32。', 'ɕjɛ↘nʦai↘ ʂɨ↘ ʂɨ↗sɨ↘tjɛ↓n sa→n ʂɨ↗ɚ↘fə→n.'],
  ['会议9:05开始，10:00结束。', 'xwei↘i↘ ʨjou↓tjɛ↓n li↗ŋu↓fə→n kʰai→ʂɨ↓, ʂɨ↗tjɛ↓n ʨje↗ʂu↘.'],
  ['营业时间是9:00-18:00。', 'i↗ŋje↘ʂɨ↗ʨjɛ→n ʂɨ↘ ʨjou↓tjɛ↓n tau↘ ʂɨ↗pa→tjɛ↓n.'],
  ['比赛以3:2结束。', 'pi↓sai↘ i↓sa→npi↓ ɚ↘ ʨje↗ʂu↘.'],
  ['这本书￥45.50。', 'ꭧɤ↘ pə↓nʂu→ sɨ↘ʂɨ↗u↓ tjɛ↓n u↓li↗ŋ ɥɛ↗n.'],
  ['他花了$1,200。', 'tʰa→xwa→ lɤ i→ʨʰjɛ→nɚ↘pai↓ mei↓ɥɛ↗n.'],
  ['公司赚了3.5亿元。', 'kʊ→ŋsɨ→ ꭧwa↘n lɤ sa→ntjɛ↓n u↓ i↘ɥɛ↗n.'],
  ['价格下降10%-15%。', 'ʨja↘kɤ↗ɕja↘ʨja↘ŋ pai↓fə→nꭧɨ→ʂɨ↗ tau↘ pai↓fə→nꭧɨ→ʂɨ↗u↓.'],
  ['气温降到-5℃。', 'ʨʰi↘wə→n ʨja↘ŋtau↘ li↗ŋɕja↘ u↓ ʂɤ↘ʂɨ↘tu↘.'],
  ['-12是负数。', 'fu↘ ʂɨ↗ɚ↘ ʂɨ↘ fu↘ʂu↘.'],
  ['我有2个苹果和12个梨。', 'wo↓ jou↓ lja↓ŋkɤ↘ pʰi↗ŋkwo↓ xɤ↗ ʂɨ↗ɚ↘kɤ↘ li↗.'],
  ['第2名是2号选手。', 'ti↘ɚ↘mi↗ŋ ʂɨ↘ ɚ↘xau↘ ɕɥɛ↓nʂou↓.'],
  ['一共20300元。', 'i→kʊ↘ŋ lja↓ŋwa↘n li↗ŋ sa→npai↓ɥɛ↗n.'],
  ['人口有10,000,000人。', 'ɻə↗nkʰou↓ jou↓ i→ʨʰjɛ→nwa↘n ɻə↗n.'],
  ['请拨打13812345678。', 'ʨʰi↓ŋ pwo→ta↓ jau→ sa→npa→, jau→ ɚ↘ sa→nsɨ↘, u↓ljou↘ ʨʰi→pa→.'],
  ['我的电话是010-88886666。', 'wo↓ tɤ tjɛ↘nxwa↘ ʂɨ↘ li↗ŋ jau→ li↗ŋ, pa→pa→ pa→pa→, ljou↘ljou↘ljou↘ ljou↘.'],
  ['火警电话是119。', 'xwo↓ʨi↓ŋ tjɛ↘nxwa↘ ʂɨ↘ jau→ jau→ ʨjou↓.'],
  ['他跑了5km，用了25min。', 'tʰa→ pʰau↓ lɤ u↓kʊ→ŋli↓, jʊ↘ŋ lɤ ɚ↘ʂɨ↗u↓ fə→nꭧʊ→ŋ.'],
  ['房间有30m²大。', 'fa↗ŋʨjɛ→n jou↓ sa→nʂɨ↗ pʰi↗ŋfa→ŋmi↓ ta↘.'],
  ['水占2/3，盐占½。', 'ʂwei↓ꭧa↘n sa→nfə→nꭧɨ→ɚ↘, jɛ↗n ꭧa↘n ɚ↘fə→nꭧɨ→i→.'],
  ['3+5=8', 'sa→nʨja→ u↓ tə↓ŋy↗ pa→'],
  ['第3-5页', 'ti↘sa→n tau↘ u↓je↘'],
  ['IP地址是192.168.0.1。', 'ˌIpˈi ti↘ꭧɨ↓ ʂɨ↘ i↘pai↓ʨjou↓ʂɨ↗ ɚ↘tjɛ↓n i↘pai↓ljou↘ʂɨ↗ pa→tjɛ↓n li↗ŋtjɛ↓n i→.'],
  ['第Ⅳ章', 'ti↘sɨ↘ꭧa→ŋ'],
  ['２０２４年，ＡＢＣ公司', 'ɚ↘li↗ŋɚ↘ sɨ↘njɛ↗n, ˌAbˌisˈi kʊ→ŋsɨ→'],
  ['iPhone 15很贵。', 'ˈIfˌOn ʂɨ↗u↓ xə↓n kwei↘.'],
  ['他坐G123次火车。', 'tʰa→ ʦwo↘ ʤˈi i→ɚ↘ sa→nʦʰɨ↘ xwo↓ꭧʰɤ→.'],
  ['他用A4纸打印PDF文件。', 'tʰa→ jʊ↘ŋ ˈA sɨ↘ꭧɨ↓ ta↓i↘n pˌidˌiˈɛf wə↗nʨjɛ↘n.'],
  ['我爱Python和JavaScript。', 'wo↓ ai↘ pˈIθˌɑn xɤ↗ ʤˈɑvəskɹˌɪpt.'],
  ['5G手机', 'u↓ ʤˈi ʂou↓ʨi→'],
  ['他说：“《红楼梦》（一）很好！”', 'tʰa→ ʂwo→: “ “xʊ↗ŋlou↗mə↘ŋ” (i→) xə↓n xau↓! ”'],
];

describe.skipIf(!complete)('Chinese', { timeout: 60_000 }, () => {
  const frontend = createTextFrontend({
    vocabulary: KOKORO_SYMBOLS,
    readLexicon: (path) => readFile(join(model ?? '', path)),
  });

  test.each(LINES)('%s', async (text, phonemes) => {
    const segments = await (await frontend).segments(text, 'zh');
    expect(segments.map((segment) => segment.phonemes).join(' ')).toBe(phonemes);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
  });
});
