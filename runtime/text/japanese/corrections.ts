const pairs = (lines: string): Map<string, string> =>
  new Map(
    lines
      .trim()
      .split(/[\n,]\s*/)
      .map((pair) => pair.split(' ') as [string, string]),
  );

/** Words that IPADIC lacks or cuts apart. */
export const ADDED_WORDS: ReadonlyMap<string, string> = pairs(`
  令和 レーワ, 生卵 ナマタマゴ, 生米 ナマゴメ, 微笑み ホホエミ, 隕石 インセキ, 鍼灸 シンキュー, 就活 シューカツ, 婚活 コンカツ, 終活 シューカツ
  爆睡 バクスイ, 爆走 バクソー, 爆誕 バクタン, 四分位 シブンイ, 有り得 アリエ, 一皿 ヒトサラ, 二皿 フタサラ, 一口 ヒトクチ, 木の上 キノウエ, 有限会社 ユーゲンガイシャ
`);

/** Words that IPADIC has and that are nearly always something else: 木の下 is a surname there. */
export const REMOVED_WORDS: ReadonlySet<string> = new Set('木の下 山の下 山の上 入ろう 一昨'.split(' '));

/** Readings that are usual today where IPADIC has another; for words of any kind. */
export const USUAL_READINGS: ReadonlyMap<string, string> = pairs(`
  値 アタイ, 行 ギョー, 章 ショー, 語 ゴ, 等 トー, 杯 サカズキ, 館 ヤカタ, 獣 ケモノ, 園 ソノ, 辺 ヘン, 勢 イキオイ, 我 ワレ, 殿 トノ, 端 ハシ, 罰 バツ
  雄 オス, 甲 コー, 琴 コト, 圧 アツ, 隙 スキ, 負 フ, 傍 ソバ, 鬱 ウツ, 柵 サク, 土 ツチ, 令 レー, 蔵 クラ, 虚 キョ, 葛 クズ, 梁 ハリ, 厄 ヤク, 億 オク
  兆 チョー, 片 カタ, 充 ジュー, 満 マン, 凡 ボン, 侍 サムライ, 杯 ハイ, 戦 イクサ
  大勢 オーゼー, 台詞 セリフ, 降伏 コーフク, 緑色 ミドリイロ, 世論 ヨロン, 火傷 ヤケド, 漏洩 ローエー, 細工 サイク, 雑魚 ザコ, 夜中 ヨナカ
  入り口 イリグチ, 入口 イリグチ, 仮名 カナ, 父母 フボ, 通帳 ツーチョー, 茄子 ナス, 神輿 ミコシ, 試着 シチャク, 農作物 ノーサクブツ, 行き先 イキサキ, 行先 イキサキ
  強者 キョーシャ, 一味 イチミ, 面子 メンツ, 完治 カンチ, 無性 ムショー, 福沢 フクザワ, 常盤 トキワ, 女帝 ジョテー, 似非 エセ, 手榴弾 シュリューダン, 干物 ヒモノ
  花道 ハナミチ, 素振り スブリ, 真正面 マショーメン, 数多 アマタ, 敵国 テキコク, 水道橋 スイドーバシ, 港町 ミナトマチ, 頓着 トンチャク, 乳母 ウバ, 緑化 リョッカ
  高音 コーオン, 換装 カンソー, 髑髏 ドクロ, その間 ソノアイダ, この間 コノアイダ, ご存知 ゴゾンジ, 御用達 ゴヨータシ, 麻布 アザブ, 破れる ヤブレル, 破れ ヤブレ
  剥がす ハガス, 剥がし ハガシ, 剥がさ ハガサ, 弄る イジル, 弄っ イジッ, 歪め ユガメ, 叩き タタキ, 守り マモリ, 卑弥呼 ヒミコ, 右腕 ミギウデ, 柄 ガラ
`);

/** Readings of a word before a number, and after a number with its counter, where the dictionary has another. */
export const BEFORE_NUMBERS: ReadonlyMap<string, string> = pairs(
  `今 イマ, 米 コメ, 後 アト, 金 キン, 熱 ネツ, 親 オヤ, 表 ヒョー, 節 セツ`,
);
export const AFTER_NUMBERS: ReadonlyMap<string, string> = pairs(
  `走 ソー, 頃 ゴロ, 引 ビキ, 着 チャク, 均 キン, 物 モノ, 上 ウエ, 下 シタ`,
);

/** What a kanji means before the word that follows: 生 is raw in 生野菜, and セイ in 生年月日. */
export const RAW_FOOD =
  /^(?:卵|米|ビール|肉|魚|野菜|クリーム|放送|ごみ|ゴミ|水|身|菓子|演奏|中継|傷|麦|物|もの|チョコ|ハム|地|煮え|暖か|ぬる)/u;
