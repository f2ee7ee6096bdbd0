import { nameTable } from '../../written/name-table.ts';
import type { Named } from '../../written/rule-words.ts';

/** Lengths also come squared and cubed. */
const LENGTHS = `km kilometer; m meter; cm centimeter; mm millimeter; dm decimeter; mi mile; yd yard; ft foot|feet; in inch|inches`;

const OTHERS = `µm,μm micrometer; nm nanometer; yds yard; in. inch|inches; ins inch|inches; ″,” inch|inches; " inch|inches; ′ foot|feet; ac acre;
 sqft square foot|square feet; sqm square meter; cc C C|C Cs; kg,kgs kilogram; g,gm gram; mg milligram; µg,μg,mcg microgram; lb,lbs pound; oz,ozs ounce; l,L liter;
 ml,mL milliliter; cl centiliter; dl,dL deciliter; gal,gals gallon; tsp teaspoon; tbsp tablespoon; qt,qts quart; pt,pts pint; doz dozen|dozen;
 kmh,kph kilometer per hour|kilometers per hour; mph mile per hour|miles per hour; m/s² meter per second squared|meters per second squared;
 mpg mile per gallon|miles per gallon; kB,KB kilobyte; MB megabyte; GB gigabyte; TB terabyte; PB petabyte; EB exabyte; KiB kibibyte; MiB mebibyte; GiB gibibyte; TiB tebibyte;
 kbit kilobit; Mbit megabit; Gbit gigabit; kbps,Kbps kilobit per second|kilobits per second; Mbps,mbps megabit per second|megabits per second; Gbps gigabit per second|gigabits per second;
 MBps megabyte per second|megabytes per second; Hz hertz; kHz kilohertz; MHz megahertz; GHz gigahertz; THz terahertz; dB decibel; W watt; kW kilowatt; MW megawatt; GW gigawatt;
 kWh kilowatt hour; Wh watt hour; MWh megawatt hour; GWh gigawatt hour; V volt; kV kilovolt; mV millivolt; mA milliamp; Ah amp hour; mAh milliamp hour; Ω,kΩ ohm; J joule; kJ kilojoule;
 kcal kilocalorie; cal calorie; kN kilonewton; Nm newton meter; Pa pascal; kPa kilopascal; MPa megapascal; hPa hectopascal; psi pound per square inch|pounds per square inch; mmHg millimeter of mercury|millimeters of mercury;
 lb-ft,lb⋅ft,lb·ft pound foot|pound feet; ft-lb,ft-lbs foot pound; N⋅m,N·m newton meter;
 hp horsepower; ppm part per million|parts per million; ppb part per billion|parts per billion; ms millisecond; ns nanosecond; µs,μs microsecond; s,sec,secs second; min,mins minute; h,hr,hrs hour; wk,wks week;
 mth,mths,mo,mos month; yr,yrs year; °C,℃,ºC,˚C degree Celsius|degrees Celsius; °F,℉,ºF,˚F degree Fahrenheit|degrees Fahrenheit; °K kelvin; °,º,˚ degree; px pixel; dpi dot per inch|dots per inch; MP megapixel;
 rpm revolution per minute|revolutions per minute; fps frame per second|frames per second; bpm beat per minute|beats per minute; ha hectare; mol mole; mmol millimole; µmol,μmol micromole; IU international unit; mEq milliequivalent; lm lumen; GFLOPS gigaflop; TFLOPS teraflop; PFLOPS petaflop; EFLOPS exaflop; kVA kilovolt amp; % percent|percent; ‰ per mille|per mille`;

function withPlurals(table: Record<string, Named>): Record<string, Named> {
  for (const [sign, named] of Object.entries(table)) {
    const isFixed = named.one !== named.many || /(?:hertz|horsepower|kelvin|percent|mille|dozen)$/.test(named.one);
    if (!isFixed) table[sign] = { ...named, many: `${named.one}s` };
  }
  return table;
}

function powers(lengths: Readonly<Record<string, Named>>): Record<string, Named> {
  const table: Record<string, Named> = {};
  for (const [sign, named] of Object.entries(lengths)) {
    const square = { ...named, one: `square ${named.one}`, many: `square ${named.many}` };
    const cube = { ...named, one: `cubic ${named.one}`, many: `cubic ${named.many}` };
    for (const written of [`${sign}²`, `${sign}2`, `sq ${sign}`, `sq. ${sign}`]) table[written] = square;
    for (const written of [`${sign}³`, `${sign}3`, `cu ${sign}`, `cu. ${sign}`]) table[written] = cube;
  }
  return table;
}

const lengths = withPlurals(nameTable(LENGTHS));

/** Unit signs and their names. */
const UNITS: Readonly<Record<string, Named>> = {
  ...lengths,
  ...powers(lengths),
  ...withPlurals(nameTable(OTHERS)),
  'fl oz': { one: 'fluid ounce', many: 'fluid ounces', gender: 'm' },
  'fl. oz': { one: 'fluid ounce', many: 'fluid ounces', gender: 'm' },
};

/** Signs that may be written in any letter case. */
const ANY_CASE = new Set(
  'km cm mm kg kgs mg lb lbs oz ml mph kph kb mb gb tb ghz mhz khz hz ft hr hrs min mins sec secs yr yrs wk wks kwh kw psi rpm fps mpg'.split(
    ' ',
  ),
);

export const SIGNS: readonly string[] = [
  ...Object.keys(UNITS),
  ...[...ANY_CASE].flatMap((sign) => [sign.toUpperCase(), sign, sign.charAt(0).toUpperCase() + sign.slice(1)]),
  'Ml',
].filter((sign, index, all) => all.indexOf(sign) === index && sign !== 'MM');

const folded = new Map(Object.entries(UNITS).map(([sign, named]) => [sign.toLowerCase(), named]));

/** What a unit's sign stands for. */
export function unitName(sign: string): Named | undefined {
  if (Object.hasOwn(UNITS, sign)) return UNITS[sign];
  const small = sign.toLowerCase();
  return small === 'mb' ? UNITS['MB'] : small === 'gb' ? UNITS['GB'] : small === 'kb' ? UNITS['KB'] : folded.get(small);
}
