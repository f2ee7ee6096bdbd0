/** Words of English that Japanese borrowed otherwise than their sound would give, in katakana. */
export const LOAN_WORDS = `
agent エージェント|agile アジャイル|analog アナログ|analysis アナリシス|anime アニメ|array アレイ|asia アジア|audio オーディオ
basketball バスケットボール|boss ボス|boston ボストン|breakfast ブレックファスト|bug バグ|button ボタン|cake ケーキ|california カリフォルニア
calorie カロリー|camera カメラ|cancer キャンサー|captain キャプテン|castle キャッスル|casual カジュアル|catalog カタログ|category カテゴリー
champion チャンピオン|channel チャンネル|character キャラクター|chicago シカゴ|college カレッジ|combo コンボ|company カンパニー|container コンテナ
cookie クッキー|credit クレジット|custom カスタム|customer カスタマー|damage ダメージ|dashboard ダッシュボード|database データベース|day デイ
deadline デッドライン|default デフォルト|defense ディフェンス|diet ダイエット|disable ディスエーブル|dog ドッグ|europe ヨーロッパ|event イベント
failed フェイルド|fantasy ファンタジー|fashion ファッション|fitness フィットネス|forest フォレスト|forward フォワード|gallery ギャラリー|garage ガレージ
gas ガス|golf ゴルフ|half ハーフ|hammer ハンマー|handle ハンドル|hawaii ハワイ|header ヘッダー|headphone ヘッドホン|hero ヒーロー|highway ハイウェイ
horror ホラー|host ホスト|humor ユーモア|idol アイドル|import インポート|income インカム|india インディア|indoor インドア|information インフォメーション
instrument インストゥルメント|insurance インシュアランス|interior インテリア|international インターナショナル|interview インタビュー|invest インベスト
jersey ジャージ|jewelry ジュエリー|junior ジュニア|kitchen キッチン|korea コリア|lab ラボ|lady レディ|lake レイク|language ランゲージ
laptop ラップトップ|laundry ランドリー|layout レイアウト|lesson レッスン|liberty リバティ|library ライブラリ|license ライセンス|lion ライオン
liquid リキッド|listen リッスン|litre リットル|location ロケーション|logo ロゴ|long ロング|lucky ラッキー|luxury ラグジュアリー|machine マシン
magazine マガジン|makeup メイクアップ|manual マニュアル|marathon マラソン|marine マリン|material マテリアル|matrix マトリックス|maximum マキシマム
medium ミディアム|meter メーター|metro メトロ|micro マイクロ|military ミリタリー|million ミリオン|minute ミニット|mobile モバイル|modern モダン
moment モーメント|money マネー|monkey モンキー|mountain マウンテン|multi マルチ|muscle マッスル|museum ミュージアム|nail ネイル|national ナショナル
natural ナチュラル|nature ネイチャー|network ネットワーク|neural ニューラル|ocean オーシャン|offline オフライン|olive オリーブ|omega オメガ
opinion オピニオン|orange オレンジ|organic オーガニック|outdoor アウトドア|oven オーブン|package パッケージ|paint ペイント|pajamas パジャマ
paradise パラダイス|parallel パラレル|parent ペアレント|parody パロディ|pencil ペンシル|performance パフォーマンス|period ピリオド|person パーソン
personal パーソナル|plastic プラスチック|platform プラットフォーム|play プレイ|player プレイヤー|playlist プレイリスト|podcast ポッドキャスト|poem ポエム
police ポリス|popcorn ポップコーン|portfolio ポートフォリオ|post ポスト|poster ポスター|potato ポテト|present プレゼント
presentation プレゼンテーション|private プライベート|producer プロデューサー|professional プロフェッショナル|profile プロフィール|program プログラム
protein プロテイン|proxy プロキシ|quality クオリティ|quarter クォーター|query クエリ|question クエスチョン|rain レイン|real リアル|recipe レシピ
record レコード|recycle リサイクル|redo リドゥ|region リージョン|relax リラックス|remote リモート|repeat リピート|reply リプライ|request リクエスト
research リサーチ|reset リセット|resort リゾート|restaurant レストラン|retro レトロ|retry リトライ|return リターン|robot ロボット|romance ロマンス
router ルーター|royal ロイヤル|sales セールス|sausage ソーセージ|science サイエンス|score スコア|seattle シアトル|second セカンド|senior シニア
settings セッティングス|shirt シャツ|simple シンプル|situation シチュエーション|soccer サッカー|society ソサエティ|sofa ソファ|soft ソフト|song ソング
soul ソウル|sport スポーツ|sports スポーツ|stadium スタジアム|staff スタッフ|steak ステーキ|steel スチール|store ストア|strong ストロング
student スチューデント|subway サブウェイ|surprise サプライズ|survey サーベイ|sweater セーター|swimming スイミング|symbol シンボル|taste テイスト
technique テクニック|telephone テレフォン|tempo テンポ|texas テキサス|text テキスト|theater シアター|ticket チケット|tire タイヤ|tissue ティッシュ
tomato トマト|tomorrow トゥモロー|tool ツール|towel タオル|train トレイン|translate トランスレート|trial トライアル|tunnel トンネル|undo アンドゥ
uniform ユニフォーム|union ユニオン|unique ユニーク|unit ユニット|universal ユニバーサル|university ユニバーシティ|unknown アンノウン
vacation バケーション|vaccine ワクチン|variety バラエティ|vegetable ベジタブル|village ビレッジ|vintage ビンテージ|violin バイオリン
virtual バーチャル|visual ビジュアル|vitamin ビタミン|volleyball バレーボール|wallet ウォレット|wash ウォッシュ|watch ウォッチ|weekend ウィークエンド
welcome ウェルカム|wireless ワイヤレス|year イヤー|yellow イエロー|yesterday イエスタデイ|yoga ヨガ|zero ゼロ
`;
