/** Money signs and codes, as the name said after the number. */
export const CURRENCIES: Readonly<Record<string, string>> = {
  '¥': '元',
  '￥': '元',
  'CN¥': '元',
  'JP¥': '日元',
  $: '美元',
  US$: '美元',
  HK$: '港元',
  NT$: '新台币',
  A$: '澳元',
  AU$: '澳元',
  C$: '加元',
  CA$: '加元',
  S$: '新加坡元',
  NZ$: '新西兰元',
  R$: '雷亚尔',
  '€': '欧元',
  '£': '英镑',
  '₩': '韩元',
  '￦': '韩元',
  '₽': '卢布',
  '₹': '卢比',
  '₺': '里拉',
  '₪': '谢克尔',
  '₫': '越南盾',
  '₱': '菲律宾比索',
  '₦': '奈拉',
  '₴': '格里夫纳',
  '₸': '坚戈',
  '₮': '图格里克',
  '₡': '科朗',
  '₲': '瓜拉尼',
  '₵': '塞地',
  '฿': '泰铢',
  '৳': '塔卡',
  '₿': '比特币',
  RMB: '元人民币',
  CNY: '元人民币',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  HKD: '港元',
  TWD: '新台币',
  MOP: '澳门元',
  KRW: '韩元',
  AUD: '澳元',
  CAD: '加元',
  NZD: '新西兰元',
  SGD: '新加坡元',
  CHF: '瑞士法郎',
  THB: '泰铢',
  MYR: '林吉特',
  RM: '林吉特',
  IDR: '印尼盾',
  VND: '越南盾',
  PHP: '菲律宾比索',
  INR: '卢比',
  RUB: '卢布',
  TRY: '里拉',
  BRL: '雷亚尔',
  MXN: '墨西哥比索',
  SEK: '瑞典克朗',
  NOK: '挪威克朗',
  DKK: '丹麦克朗',
  AED: '迪拉姆',
  ZAR: '兰特',
  BTC: '比特币',
};

const table = (lines: string): Record<string, string> =>
  Object.fromEntries(
    lines
      .trim()
      .split(/\s*;\s*/)
      .flatMap((line) => {
        const [signs = '', name = ''] = line.split(' ');
        return signs.split(',').map((sign) => [sign, name]);
      }),
  );

/** Units written in letters or signs after a number. */
export const UNITS: Readonly<Record<string, string>> = table(`
km,KM,Km,㎞ 公里; m 米; dm 分米; cm,CM,㎝ 厘米; mm,MM,㎜ 毫米; μm,µm,um 微米; nm 纳米; mi 英里; ft 英尺; in,inch 英寸; yd 码;
m/s²,m/s2 米每二次方秒; km²,km2,㎢ 平方公里; m²,m2,㎡ 平方米; cm²,cm2 平方厘米; mm²,mm2 平方毫米; ft² 平方英尺; ha 公顷;
m³,m3,㎥ 立方米; cm³,cm3,cc 立方厘米; km³ 立方公里; dm³ 立方分米;
kg,KG,Kg,㎏ 公斤; g 克; mg,㎎ 毫克; μg,µg,ug 微克; t 吨; lb,lbs,LB,LBS 磅; oz 盎司;
L,l 升; mL,ml,ML 毫升; dL,dl 分升; μL 微升; gal 加仑;
h,hr,hrs 小时; min,mins 分钟; s,sec 秒; ms 毫秒; μs 微秒;
Hz 赫兹; kHz,KHz 千赫兹; MHz 兆赫兹; GHz 吉赫兹; W 瓦; kW,KW,kw 千瓦; MW 兆瓦; GW 吉瓦; kWh,KWh,kwh 千瓦时; MWh 兆瓦时; Wh 瓦时; V 伏; kV,KV 千伏; mV 毫伏; A 安; mA 毫安; mAh,mah,MAH 毫安时; Ah 安时;
Ω 欧姆; kΩ 千欧; MΩ 兆欧; μF 微法; mF 毫法; N 牛; kN 千牛; J 焦; kJ,KJ 千焦; Pa 帕; kPa,KPa 千帕; MPa 兆帕; hPa 百帕; mmHg 毫米汞柱; cal 卡; kcal 千卡; dB,db 分贝; dBm 分贝毫瓦; bp,BP 个基点; lm 流明; lx 勒克斯;
mol 摩尔; mmol 毫摩尔; μmol 微摩尔; KB,kB 千字节; MB 兆字节; GB 吉字节; TB 太字节; PB 拍字节; bps 比特每秒; kbps,Kbps 千比特每秒; Mbps 兆比特每秒; Gbps 吉比特每秒; fps 帧每秒; rpm 转每分; mph 英里每小时; kmh,kph 公里每小时; px 像素; ppm 百万分比; dpi D P I`);

/** What stands after a slash in 元/月: the slash is 每. */
export const PER = [
  ...'秒分时天日周月季年人次个件斤克吨升米位户页瓶盒箱包袋张台晚间条本亩颗平片粒支枚针剂株桶杯份套枝',
  '分钟',
  '小时',
  '公斤',
  '千克',
  '公里',
  '毫升',
  '平米',
  '平方米',
  '立方米',
  '星期',
  '季度',
];

/** Words that count or measure: before them, two is 两. */
export const MEASURE_WORDS = [
  ...'个只条本张位名家件把头匹棵朵片块座辆艘架台部间栋幢层扇面封篇首句段章幅双对副套组群批种类样份杯瓶碗盘盒包袋箱桶罐壶勺口颗粒滴根支枝串束排列队场次回遍趟顿番下步声秒天年周岁斤吨米升亩里元角块分倍股笔项道门圈滴伙帮具所轮届站课顶处类环桌餐席根场任枪发针剂撮票枚碟株缕例起宗篮筐捆盆锅瓣节局球胜负夜晚成克毛集卷行户处国省县款季则半边侧方岸地拳脚窝堆尾页通尺寸截盏册幕档桩连居尊柄床',
  '公分',
  '居室',
  '代人',
  '班车',
  '毫克',
  '盎司',
  '克拉',
  '英寸',
  '英尺',
  '平米',
  '小时',
  '分钟',
  '点钟',
  '点半',
  '刻钟',
  '星期',
  '礼拜',
  '世纪',
  '公里',
  '公斤',
  '公顷',
  '英里',
  '厘米',
  '毫米',
  '千米',
  '千克',
  '毫升',
  '平方',
  '立方',
  '美元',
  '欧元',
  '英镑',
  '人',
  '者',
  '万',
  '千',
  '亿',
];
