import { LOAN_WORDS } from './loan-words.ts';

/** Names of letters in Japanese. */
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  'えー びー しー でぃー いー えふ じー えいち あい じぇー けー える えむ えぬ おー ぴー きゅー あーる えす てぃー ゆー ぶい だぶりゅー えっくす わい ぜっと'
    .split(' ')
    .map((name, index) => [String.fromCharCode(97 + index), name]),
);

/** Loan words and names that Japanese says otherwise than their sound or spelling would give. */
const WORDS = `
google グーグル|microsoft マイクロソフト|apple アップル|amazon アマゾン|facebook フェイスブック|twitter ツイッター
youtube ユーチューブ|instagram インスタグラム|line ライン|netflix ネットフリックス|windows ウィンドウズ|mac マック
iphone アイフォーン|ipad アイパッド|android アンドロイド|linux リナックス|github ギットハブ|git ギット|python パイソン
javascript ジャバスクリプト|typescript タイプスクリプト|java ジャバ|docker ドッカー|kubernetes クバネティス|chatgpt チャットジーピーティー
openai オープンエーアイ|iot アイオーティー|wifi ワイファイ|wi-fi ワイファイ|bluetooth ブルートゥース|ok オーケー|no ノー|nasa ナサ
nato ナトー|unesco ユネスコ|unicef ユニセフ|opec オペック|toefl トーフル|toeic トーイック|jaxa ジャクサ|covid コビッド|suica スイカ
sony ソニー|toyota トヨタ|honda ホンダ|nissan ニッサン|nintendo ニンテンドー|switch スイッチ|tesla テスラ|samsung サムスン
email イーメール|e-mail イーメール|web ウェブ|site サイト|internet インターネット|online オンライン|software ソフトウェア
hardware ハードウェア|server サーバー|data データ|file ファイル|mail メール|app アプリ|apps アプリ|pdf ピーディーエフ|word ワード
excel エクセル|powerpoint パワーポイント|zoom ズーム|slack スラック|teams チームズ|news ニュース|love ラブ|you ユー|the ザ|and アンド
of オブ|hello ハロー|world ワールド|world-cup ワールドカップ|new ニュー|york ヨーク|london ロンドン|tokyo トーキョー|japan ジャパン
paris パリ|music ミュージック|live ライブ|video ビデオ|game ゲーム|team チーム|time タイム|home ホーム|house ハウス|book ブック
one ワン|two ツー|three スリー|four フォー|five ファイブ|ii ツー|iii スリー|iv フォー|vi シックス|vii セブン|viii エイト|ix ナイン
good グッド|morning モーニング|thank サンク|yes イエス|happy ハッピー|birthday バースデー|coffee コーヒー|cafe カフェ|beer ビール
computer コンピューター|digital デジタル|system システム|service サービス|project プロジェクト|business ビジネス|design デザイン
america アメリカ|american アメリカン|english イングリッシュ|france フランス|germany ジャーマニー|john ジョン|smith スミス|mary メアリー
tom トム|bob ボブ|michael マイケル|david デイビッド|peter ピーター|paul ポール|george ジョージ|james ジェームズ|san サン
model モデル|open オープン|source ソース|code コード|cloud クラウド|chrome クローム|safari サファリ|firefox ファイアフォックス
test テスト|error エラー|note ノート|blog ブログ|user ユーザー|login ログイン|password パスワード|example エグザンプル|com コム
nisa ニーサ|ideco イデコ|fax ファックス|jaf ジャフ|jal ジャル|sim シム|lan ラン|wan ワン|rom ロム|ram ラム|pin ピン|gif ジフ|jpeg ジェイペグ|jica ジャイカ|jetro ジェトロ|asean アセアン|apec エイペック|fifa フィファ|gafa ガーファ|sars サーズ|mers マーズ|aids エイズ|saas サース|paas パース|pasmo パスモ|icoca イコカ
on オン|off オフ|sale セール|free フリー|best ベスト|top トップ|stop ストップ|start スタート|end エンド|hot ホット|ice アイス|max マックス|not ノット|now ナウ|go ゴー|stay ステイ|safe セーフ|out アウト|close クローズ|big ビッグ|pop ポップ|rock ロック|jazz ジャズ|rap ラップ|art アート|kids キッズ|cool クール|part パート
photo フォト|photos フォト|white ホワイト|update アップデート|battery バッテリー|message メッセージ|messages メッセージ|tour ツアー|air エア|mini ミニ|ultra ウルトラ|logout ログアウト|previous プレビアス|premium プレミアム|upload アップロード|movie ムービー|image イメージ|images イメージ|folder フォルダー|memo メモ|memory メモリー|member メンバー|members メンバー|manager マネージャー|center センター|studio スタジオ|radio ラジオ|media メディア|idea アイデア|energy エネルギー|virus ウイルス|theme テーマ|career キャリア|guitar ギター|piano ピアノ|dance ダンス|summer サマー|winter ウィンター|spring スプリング|autumn オータム|christmas クリスマス|halloween ハロウィン|chocolate チョコレート|sweets スイーツ|cheese チーズ|salad サラダ|pizza ピザ|pasta パスタ|hotel ホテル|taxi タクシー|bus バス|tax タックス|point ポイント|points ポイント|campaign キャンペーン|coupon クーポン|limited リミテッド|special スペシャル|original オリジナル|official オフィシャル|collection コレクション|series シリーズ|season シーズン|episode エピソード|chapter チャプター|volume ボリューム|vol ボリューム|version バージョン|ver バージョン|beta ベータ|alpha アルファ|level レベル|bonus ボーナス|mode モード|menu メニュー|report レポート|review レビュー|release リリース|remix リミックス|feat フィーチャリング|today トゥデイ|everyone エブリワン|please プリーズ|sorry ソーリー|bye バイ|your ユア|our アワー|with ウィズ|from フロム|this ディス|that ザット|what ホワット|
children チルドレン|jis ジス|xmas クリスマス|child チャイルド|id アイディー|url ユーアールエル|os オーエス|ip アイピー|ui ユーアイ|ux ユーエックス|api エーピーアイ|faq エフエーキュー|usb ユーエスビー|ios アイオーエス|qa キューエー|atm エーティーエム
nasdaq ナスダック|topix トピックス|node ノード|shift シフト|brics ブリックス|localhost ローカルホスト|win ウィン|bit ビット|tiktok ティックトック|gmail ジーメール|ikea イケア|uniqlo ユニクロ|smap スマップ|sin サイン|cos コサイン|tan タンジェント|log ログ|lim リミット|paypay ペイペイ|mercari メルカリ|nvidia エヌビディア|main メイン|ctrl コントロール|alt オルト|esc エスケープ|enter エンター|tab タブ|cmd コマンド|delete デリート|info インフォ|warn ワーン|warning ワーニング|debug デバッグ|fatal フェイタル|trace トレース|timeout タイムアウト|null ヌル|true トゥルー|false フォルス|pro プロ|tel テル|yml ワイエムエル|yaml ヤムル|mt マウント|ny ニューヨーク|yahoo ヤフー|rakuten ラクテン|azure アジュール|office オフィス|postgresql ポストグレスキューエル|gemini ジェミニ|uber ウーバー|prius プリウス|disney ディズニー|pokemon ポケモン|pokémon ポケモン|signal シグナル|whatsapp ワッツアップ|xbox エックスボックス|lexus レクサス|mcdonald's マクドナルド|mcdonald’s マクドナルド|gap ギャップ|zara ザラ|pay ペイ|kindle キンドル|ubuntu ウブントゥ|galaxy ギャラクシー|jetstar ジェットスター|starbucks スターバックス|adobe アドビ|canva キャンバ|minecraft マインクラフト|mysql マイエスキューエル|seven セブン|eleven イレブン
vs バーサス|dr ドクター|mr ミスター|mrs ミセス|ms ミズ|etc エトセトラ|tv ティービー|ai エーアイ|pc ピーシー
`;

const BY_WORD: ReadonlyMap<string, string> = new Map(
  (WORDS.trim() + LOAN_WORDS.trimEnd()).split(/[|\n]/).map((entry): [string, string] => {
    const [word = '', kana = ''] = entry.split(' ');
    return [word, kana];
  }),
);

/** How Japanese says a well-known Latin word, in katakana. */
export function loanWord(word: string): string | undefined {
  return BY_WORD.get(word.toLowerCase());
}

/** Letters one by one. */
export function letterWords(letters: string): string[] {
  return [...letters.toLowerCase()].map((letter) => LETTERS[letter] ?? '').filter((name) => name !== '');
}
