import { describe, expect, test } from 'vitest';
import { spoken } from './testing.ts';

/** What is written and what is said, by kind, with what looks alike and must stay as it is. */
const KINDS: Readonly<Record<string, readonly (readonly [written: string, said: string])[]>> = {
  identifiers: [
    ['VAT no. GB 987 6543 21', 'VAT number G B, nine eight seven, six five four three, two one'],
    ['Policy no: 7', 'Policy number: seven'],
    ['I told the company no. We left', 'I told the company no. We left'],
    ['sort code 30-12-09', 'sort code three zero, one two, zero nine'],
    ['a/c 30219', 'account three zero two one nine'],
    ['5500 0000 0000 0004', 'five five zero zero, zero zero zero zero, zero zero zero zero, zero zero zero four'],
    ['a card 2000 people have', 'a card two thousand people have'],
    ['Invoice #B2-0391', 'Invoice number B two - oh three nine one'],
    ['INV-2023-0044', 'INV- twenty twenty three - oh oh four four'],
    ['#MeToo', 'hashtag Me Too'],
    ['a 403 error, then a 500', 'a four oh three error, then a five hundred'],
    ['a 500 people crowd', 'a five hundred people crowd'],
    ['Text STOP to 70707', 'Text STOP to seven oh seven oh seven'],
    ['Send flowers to 3 people', 'Send flowers to three people'],
    ['dial 101 or 105', 'dial one oh one or one oh five'],
    ['a .45 pistol', 'a forty five pistol'],
    ['a .45 average', 'a point four five average'],
    ['PS4s and B52s', 'P S fours and B fifty twos'],
    ['reg AB09 XYZ', 'reg A B oh nine XYZ'],
    ['plate 4XYZ707', 'plate four XYZ seven oh seven'],
  ],
  games: [
    ['the odds are 7/2', 'the odds are seven to two'],
    ['a 33-1 outsider', 'a thirty three to one outsider'],
    ['odds of rain: 1/4 cup', 'odds of rain: one quarter cup'],
    ['Rxe5+ and Qh4#', 'rook takes e five check and queen h four mate'],
    ['bxc3', 'b takes c three'],
    ['In chess, Nf6 is common', 'In chess, knight f six is common'],
    ['Na2 and Nb3', 'N a two and N b three'],
  ],
  possessives: [["Pope Pius XII's", "Pope Pius the twelfth 's"]],
  'blood and grades': [
    ['blood type A- or O+', 'blood type A negative or O positive'],
    ['an A- in art', 'an A minus in art'],
  ],
  mathematics: [
    ['5y - 2 = 8', 'five y minus two equals eight'],
    ['p ≥ q', 'p greater than or equal to q'],
    ['b² = 4ac', 'b squared equals four a c'],
    ['1,500 m² of land', 'one thousand five hundred square meters of land'],
    ['10⁶ km', 'ten to the power of six kilometers'],
    ['3m x 20cm', 'three meters by twenty centimeters'],
    ['4 x 6 card and 4 x 6 = 24', 'four by six card and four times six equals twenty four'],
  ],
  measures: [
    ['1/4 tsp. salt', 'one quarter teaspoon salt'],
    ['3½ mi from here', 'three and a half miles from here'],
    ['a 3/8" bolt', 'a three eighths inch bolt'],
    ['a 40W LED bulb', 'a forty watt LED bulb'],
    ['a 28" telly', 'a twenty eight inch telly'],
    ['It weighs a 2 kg less', 'It weighs a two kilograms less'],
    ['10k mAh', 'ten k milliamp hours'],
    ['a 30A fuse', 'a thirty amp fuse'],
    ['seat 30A is taken', 'seat thirty A is taken'],
    ['a size 36C top', 'a size thirty six C top'],
    ['up 1.2pp', 'up one point two percentage points'],
    ['a few hrs and 3 hrs', 'a few hours and three hours'],
  ],
  dates: [
    ['2/5/24–3/6/24', 'February fifth, twenty four to March sixth, twenty four'],
    ['set for 11/4 at 8', 'set for November fourth at eight'],
    ['good for 1/2 of them', 'good for one half of them'],
    ['from 1/2 to 3/4', 'from one half to three quarters'],
    ['Apr, May and Jun', 'April, May and June'],
    ['in Nov.', 'in November.'],
    ['Jan told Mar the news', 'Jan told Mar the news'],
    ['Sat: 10-4', 'Sat: ten to four'],
    ['They won Sat 10-4', 'They won Saturday ten four'],
    ['a C18th house', 'a eighteenth century house'],
    ['the 5ᵗʰ and 2ⁿᵈ', 'the fifth and second'],
  ],
  abbreviations: [
    ['Op. 9 and cl. 3', 'opus nine and clause three'],
    ['chs. 2-5', 'chapters two to five'],
    ['the op. 3 hours later', 'the op. three hours later'],
    ['nr the park', 'near the park'],
    ['Leeds Utd', 'Leeds United'],
    ['20 ppl', 'twenty people'],
    ['ext 45', 'extension four five'],
  ],
  addresses: [
    ['I-80 W and US-60 EB', 'I - eighty West and U S - sixty Eastbound'],
    ['I have 5 E notes', 'I have five E notes'],
  ],
  numbers: [
    ['12 3/8ths', 'twelve and three eighths'],
    ['2:00:07 and 2:14:07', 'two hours zero minutes and seven seconds and two fourteen oh seven'],
    ['4**2 and 7! = 5040', 'four to the power of two and seven factorial equals five thousand forty'],
    ['I have 7!', 'I have seven!'.replace('seven!', 'seven !')],
    ['4.1e-9', 'four point one E minus nine'],
    ['mc^2', 'mc squared'],
    ['₹3 crore', 'three crore rupees'],
    ['110/70 mmHg', 'one hundred ten over seventy millimeters of mercury'],
  ],
  'house numbers, roads and models': [
    ['3417 Cedar Ridge Ln, Boise', 'thirty four seventeen Cedar Ridge Lane, Boise'],
    ['3417 Cedar trees', 'three thousand four hundred seventeen Cedar trees'],
    ['Hello from NYC, LA', 'Hello from NYC, LA'],
    ['an RTX 3080 and an Xbox 360', 'an RTX thirty eighty and an Xbox three sixty'],
    ['ISO 27001:2022', 'ISO twenty seven thousand one, twenty twenty two'],
    ['802.11n', 'eight oh two dot eleven n'],
    ["3M's tape, 3M people", "three M 's tape, three million people"],
    ['otp is zk8830', 'otp is z k eight eight three zero'],
  ],
  'signs and ranges': [
    ['J4–J7 and A1-B2', 'J four to J seven and A one -B two'],
    ['a 4* resort, 4*5', 'a four star resort, four times five'],
    ['at 1/60s', 'at one sixtieth of a second'],
    ['§§ 8–9', 'sections eight to nine'],
    ['T&Cs and Q&A', "T and C's and Q and A"],
    ['Everton 3 - 2 Fulham', 'Everton three two Fulham'],
    ['Compute 3 - 2 now', 'Compute three minus two now'],
    ['scale 1:50,000 and a ratio of 1:20', 'scale one to fifty thousand and a ratio of one to twenty'],
    ['pp. 214–19', 'pages two hundred fourteen to two hundred nineteen'],
    ['grades 7-5', 'grades seven to five'],
    ['the 17th c. and 5 c.', 'the seventeenth century and five c.'],
    ['a 60W panel', 'a sixty watt panel'],
    ['3.9 mmol/L', 'three point nine millimoles per liter'],
  ],
  'short forms': [
    ['gr8, c u l8r', 'great, c u later'],
    ['Co. Cork and Ford Co.', 'County Cork and Ford Company.'],
    ['Est. 1902, est. arrival', 'established nineteen oh two, estimated arrival'],
    ['Q. 4 and reg. 9', 'question four and regulation nine'],
    ['Ann Lee, PhD, MA', 'Ann Lee, PhD, MA'],
    ['Salem, MA', 'Salem, Massachusetts'],
    ['the w/e of 3 May', 'the weekend of the third of May'],
    ['wt 60kg', 'weight sixty kilograms'],
  ],
  verses: [
    ['Psalm 119:105-7', 'Psalm one hundred nineteen one hundred five to seven'],
    ['2 Cor. 5:7', 'Second Corinthians five seven'],
    ['Mark 4:30 pm', 'Mark four thirty P M'],
    ['a 3:1 lead', 'a three to one lead'],
  ],
  years: [
    ["Oct '19", 'October nineteen'],
    ['FY2021/22', 'F Y twenty twenty one twenty two'],
    ['b. 1899, d. 1961', 'born eighteen ninety nine, died nineteen sixty one'],
    ['TUE-THU and sat-sun', 'Tuesday to Thursday and Saturday to Sunday'],
    ['he sat - we left', 'he sat - we left'],
  ],
  web: [
    ['bit.ly/9kXq', 'bit dot l y slash nine k X q'],
    ['data_2023.json', 'data underscore twenty twenty three dot jason'],
  ],
};

const BRITISH: readonly (readonly [written: string, said: string])[] = [
  ['310-7 dec.', 'three hundred and ten for seven declared'],
  ['£8–12pp', 'eight to twelve pounds per person'],
  ['£5.50 p/w', 'five pounds and fifty pence per week'],
  ['139.9p/litre', 'one hundred and thirty nine point nine P per litre'],
  ['1/2/25-3/4/26', 'the first of February, twenty five to the third of April, twenty six'],
  ['two ISAs', 'two eyesas'],
];

describe.each(Object.entries(KINDS))('%s', (_, lines) => {
  test.each(lines)('%s', (written, said) => {
    expect(spoken(written, false)).toBe(said);
  });
});

test.each(BRITISH)('in Britain: %s', (written, said) => {
  expect(spoken(written, true)).toBe(said);
});
