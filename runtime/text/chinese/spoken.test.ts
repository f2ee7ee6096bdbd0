import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenText } from './spoken.ts';

test.each([
  ['2024-05-01', '二零二四年五月一日'],
  ['2024年10月1日', '二零二四年十月一日'],
  ['1980年代', '一九八零年代'],
  ['80年代', '八十年代'],
  ['2000年前', '两千年前'],
  ['14:32', '十四点三十二分'],
  ['2:05', '两点零五分'],
  ['10:00', '十点'],
  ['23:59:59', '二十三点五十九分五十九秒'],
  ['8:30-17:00', '八点三十分到十七点'],
  ['3:2', '三比二'],
  ['￥298', '二百九十八元'],
  ['-$5', '负五美元'],
  ['€3.5万', '三点五万欧元'],
  ['200USD', '二百美元'],
  ['75%', '百分之七十五'],
  ['5-10%', '百分之五到百分之十'],
  ['-5℃', '零下五摄氏度'],
  ['68°F', '六十八华氏度'],
  ['1/2', '二分之一'],
  ['60km/h', '六十公里每小时'],
  ['2kg', '两公斤'],
  ['2024', '两千零二十四'],
  ['10', '十'],
  ['110', '一百一十'],
  ['1001', '一千零一'],
  ['10010', '一万零一十'],
  ['100,000', '十万'],
  ['20000', '两万'],
  ['100000001', '一亿零一'],
  ['120030000', '一亿两千零三万'],
  ['1000000000000', '一万亿'],
  ['007', '零零七'],
  ['3.14', '三点一四'],
  ['-12', '负十二'],
  ['2个', '两个'],
  ['第2个', '第二个'],
  ['2月2日', '二月二日'],
  ['13812345678', '幺三八，幺二三四，五六七八'],
  ['打120急救', '打幺二零急救'],
  ['400-820-8820', '四零零，八二零，八八二零'],
  ['+86 138 1234 5678', '加八六，幺三八，幺二三四，五六七八'],
  ['192.168.0.1', '一百九十二点一百六十八点零点一'],
  ['3-5天', '三到五天'],
  ['3×4=12', '三乘四等于十二'],
  ['10-3=7', '十减三等于七'],
  ['MP3', 'MP三'],
  ['GPT-4', 'GPT 四'],
  ['https://example.com/a1?b=2', 'https://example.com/a1?b=2'],
])('%s is %s', (written, said) => {
  expect(spokenText(written).text).toBe(said);
});

test('every unit of what is said stands for a piece of the sentence, in order', () => {
  const letters = [...'一二年月日点0123456789.,:-/%℃$￥ＡaZ@&（）“” 😀½Ⅳ'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 40 }), (parts) => {
      const sentence = parts.join('');
      const { text, starts, ends } = spokenText(sentence);
      expect([starts.length, ends.length]).toEqual([text.length, text.length]);
      let at = 0;
      starts.forEach((start, index) => {
        const end = ends[index] ?? -1;
        expect(start >= at || end === at).toBe(true);
        at = end;
      });
      expect(at).toBeLessThanOrEqual(sentence.length);
    }),
  );
});
