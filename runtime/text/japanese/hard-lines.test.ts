import { beforeAll, describe, expect, test } from 'vitest';
import type { Phonemize } from '../types.ts';
import { KOKORO_SYMBOLS } from '../vocabulary.ts';
import { loadJapanese } from './japanese.ts';

/** Phonemes that English gives the words of these tests. */
const ENGLISH: Readonly<Record<string, string>> = { robot: 'ɹˈObˌɑt', Party: 'pˈɑɹTi', market: 'mˈɑɹkət' };

let phonemize: Phonemize;
beforeAll(async () => {
  const none = { vocabulary: KOKORO_SYMBOLS, readLexicon: () => Promise.reject(new Error('there are no lexicons')) };
  phonemize = await loadJapanese(none, () =>
    Promise.resolve((word: string) => [{ text: word, whitespace: '', phonemes: ENGLISH[word] ?? '' }]),
  );
});

function said(text: string): string {
  const tokens = phonemize(text);
  expect(tokens.map((token) => token.text + token.whitespace).join('')).toBe(text);
  return tokens
    .map((token) => token.phonemes + (token.whitespace === '' ? '' : ' '))
    .join('')
    .trim();
}

const LINES: Readonly<Record<string, readonly (readonly [text: string, phonemes: string])[]>> = {
  numbers: [
    ['600円', 'ɾoʔpʲakɯ eɴ'],
    ['800個', 'haʔpʲaʔko'],
    ['10,000人', 'iʨimaɴ ɲiɴ'],
    ['1億2000万円', 'iʨiokɯ ɲisemmaɴ eɴ'],
    ['3.14です', 'santeɴ iʨi joɴ desɨ'],
    ['0.5%増えた', 'ɾeːteɴ ɡo paːsento ɸɯeta'],
    ['20%です', 'ɲiʥɨʔpaːsento desɨ'],
    ['二〇二四年', 'ɲiseɴ ɲiʥɨːjoneɴ'],
    ['気温は-5度です', 'kʲioɴ βa mainasɨ ɡo do desɨ'],
    ['1/2', 'ɲi bɯnno iʨi'],
    ['3分の1', 'saɴ bɯnno iʨi'],
    ['三分の一', 'saɴ bɯnno iʨi'],
    [
      '今18時、米2合、熱38度、3時頃、9時着、500円引、今日',
      'ima ʥɨːhaʨiʥi, kome ɲi ɡoː, neʦɨ saɲʥɨːhaʨi do, saɲʥi ɡoɾo, kɯʥi ʨakɯ, ɡoçakɯ eɴ bʲikʲi, kʲoː',
    ],
    ['試合前1時間、前3回、発症後3日、GW中', 'ɕiai mae iʨiʥikaɴ, ʣeɴ saɴ kai, haʔɕoː ɡo mʲiʔka, ʥiːdabɯɾʲɨː ʨɨː'],
    ['1つ上、2歳下、10年物、机の上', 'çitoʦɨ ɯe, ɲi sai ɕita, ʥɨː neɴ mono, ʦɨkɯe no ɯe'],
    ['一割二分、十二分', 'iʨi βaɾʲi ɲi bɯ, ʥɨːɲi ɸɯɴ'],
    ['十五分の休憩、有限会社山田', 'ʥɨːɡo ɸɯɴ no kʲɨːkeː, jɯːɡeŋɡaiɕa jamada'],
    ['3.5兆円', 'santeɴ ɡo ʨoː eɴ'],
  ],
  counters: [
    ['三本と六匹', 'saɴ boɴ to ɾoʔpʲikʲi'],
    ['一杯、三杯、六杯', 'iʔpai, saɴ bai, ɾoʔpai'],
    ['一階、三階、六階、十階', 'iʔkai, saɴ ɡai, ɾoʔkai, ʥɨʔkai'],
    ['10冊、20歳', 'ʥɨʔsaʦɨ, hataʨi'],
    ['4人、7人', 'joɲiɴ, ɕiʨi ɲiɴ'],
    ['一人で二人分', 'çitoɾʲi de ɸɯtaɾʲi bɯɴ'],
    ['1つ、2つ、9つ', 'çitoʦɨ, ɸɯtaʦɨ, kokonoʦɨ'],
    ['3軒、3足', 'saɴ ɡeɴ, saɴ ʣokɯ'],
    ['何本、何人、何階', 'naɴ boɴ, naɴ ɲiɴ, naɴ ɡai'],
    ['100回、1000匹', 'çaʔkai, seɴ bʲikʲi'],
    ['3匹のｺﾌﾞﾀ', 'saɴ bʲikʲi no kobɯta'],
  ],
  'dates and times': [
    ['5月1日に始まる', 'ɡoɡaʦɨ ʦɨitaʨi ɲi haʥimaɾɯ'],
    ['1日に3回飲む', 'iʨiɲiʨi ɲi saɴ kai nomɯ'],
    ['毎月1日は休み', 'maiʦɨkʲi ʦɨitaʨi βa jasɨmʲi'],
    ['4月7日、9月9日', 'ɕiɡaʦɨ nanoka, kɯɡaʦɨ kokonoka'],
    ['14日、20日、24日', 'ʥɨːjoʔka, haʦɨka, ɲiʥɨːjoʔka'],
    ['2024-05-01', 'ɲiseɴ ɲiʥɨːjoneɴ ɡoɡaʦɨ ʦɨitaʨi'],
    ['令和6年', 'ɾeːβa ɾokɯ neɴ'],
    ['午後4時30分', 'ɡoɡo joʥi saɲʥɨʔpɯɴ'],
    ['10:00に集合', 'ʥɨːʥi ɲi ɕɨːɡoː'],
    ['14時32分', 'ʥɨːjoʥi saɲʥɨːɲi ɸɯɴ'],
    ['9:05', 'kɯʥi ɡo ɸɯɴ'],
    ['12:30〜13:45', 'ʥɨːɲiʥi saɲʥɨʔpɯɴ kaɾa ʥɨːsaɲʥi joɲʥɨː ɡo ɸɯɴ'],
    ['三月三日', 'saŋɡaʦɨ mʲiʔka'],
    ['1日中', 'iʨiɲiʨiʥɨː'],
  ],
  'money, units and signs': [
    ['$12.50', 'ʥɨːɲi doɾɯ ɡoʥɨʔsento'],
    ['￥1,500', 'seɴ ɡoçakɯ eɴ'],
    ['5kmを歩く', 'ɡo kʲiɾomeːtoɾɯ o aɾɯkɯ'],
    ['25℃', 'ɲiʥɨːɡo do'],
    ['50m²', 'ɡoʥɨː heːhoːmeːtoɾɯ'],
    ['5千円札', 'ɡoseɴ eɴsaʦɨ'],
    ['03-1234-5678', 'ʣeɾo saɴ, iʨi ɲiː saɴ joɴ, ɡoː ɾokɯ nana haʨi'],
  ],
  'Latin words': [
    ['NHKとJR', 'enɯeiʨikeː to ʥeːaːɾɯ'],
    ['AIとIoT', 'eːai to aioːtʲiː'],
    ['GoogleとMicrosoft', 'ɡɯːɡɯɾɯ to maikɯɾosoɸɯto'],
    ['A4の紙', 'eː joɴ no kamʲi'],
    ['robot', 'ɾoboʔto'],
    ['Party', 'paːtʲiː'],
    ['Wi-Fi', 'βaiɸai'],
    ['USAへ', 'jɯːesɨeː e'],
    ['market@example.com', 'maːkeʔto aʔtomaːkɯ eɡɯʣampɯɾɯ doʔto komɯ'],
    ['www.example.jp', 'dabɯɾʲɨː dabɯɾʲɨː dabɯɾʲɨː doʔto eɡɯʣampɯɾɯ doʔto ʥeːpʲiː'],
  ],
  readings: [
    ['これは母へのプレゼントです', 'koɾe βa haha e no pɯɾeʣento desɨ'],
    ['今日は学校へ行った', 'kʲoː βa ɡaʔkoː e iʔta'],
    ['式を行った', 'ɕikʲi o okonaʔta'],
    ['聞', 'kʲi'],
    ['何で来たの？', 'nande kʲita no?'],
    ['昔々、人々は', 'mɯkaɕi mɯkaɕi, çitobʲito βa'],
    ['女王の時計', 'ʥooː no tokeː'],
    ['毛糸と警察', 'keito to keːsaʦɨ'],
    ['おいしいコーヒー', 'oiɕiː koːçiː'],
    ['行の高さと値を見る', 'ɡʲoː no takasa to atai o mʲiɾɯ'],
    ['第三章の章番号', 'dai saɴ ɕoː no ɕoː baŋɡoː'],
    ['田中実さん', 'tanaka mʲinoɾɯ saɴ'],
    ['生卵と生年月日', 'namatamaɡo to seːneŋɡaʔpʲi'],
    ['一日中雨が降る', 'iʨiɲiʨiʥɨː ame ɡa ɸɯɾɯ'],
    ['木の下で大勢が台詞を聞く', 'kʲi no ɕita de oːʣeː ɡa seɾʲiɸɯ o kʲikɯ'],
    ['あっという間に時間が過ぎる間', 'aʔtojɯːmaɲi ʥikaɴ ɡa sɨɡʲiɾɯ aida'],
    ['音色とため息、背景と出入り口', 'neiɾo to tameikʲi, haikeː to deiɾʲiɡɯʨi'],
    ['学校に通う、歌を歌う', 'ɡaʔkoː ɲi kajoɯ, ɯta o ɯtaɯ'],
    ['隕石と監督、會社の髙橋', 'iɴsekʲi to kantokɯ, kaiɕa no takahaɕi'],
    ['湖の地域', 'mʲizɨɯmʲi no ʨiikʲi'],
  ],
  sounds: [
    ['新聞、三枚、本を、天気、こんにちは', 'ɕimbɯɴ, saɴ mai, hoɴ o, teŋkʲi, koɲɲiʨiβa'],
    ['ティッシュとヴァイオリン', 'tʲiʔɕɨ to baioɾʲiɴ'],
    ['「はい」と言った', '“hai” to iʔta'],
    ['本当ですか？すごい！', 'hontoː desɨ ka? sɨɡoi!'],
  ],
};

for (const [name, lines] of Object.entries(LINES))
  describe(name, () => {
    test.each(lines)('%s', (text, phonemes) => {
      expect(said(text)).toBe(phonemes);
    });
  });

describe('any text', () => {
  test.each([
    'ー',
    '々々',
    '、。！？',
    'ｶﾞｷﾞ ー1日  \n三',
    '株式会社㈱Ａ・Ｂ…𠮷野家',
    '１２３４５６７８９０'.repeat(5),
  ])('%s keeps its characters', (text) => {
    said(text);
  });

  test('a long text without a stop is read in time', () => {
    const text = '東京の中心部で大規模なデモが行われました'.repeat(10);
    said(text);
    const start = performance.now();
    said(text);
    expect(performance.now() - start).toBeLessThan(250);
  });
});
