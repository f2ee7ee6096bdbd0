import { LANGUAGES } from '../types.ts';
import type { Language } from '../types.ts';

/** Seconds of each strength of a break. */
const STRENGTHS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 0.25,
  medium: 0.5,
  strong: 1,
  'x-strong': 1.5,
};
const RATES: Readonly<Record<string, number>> = {
  default: 1,
  'x-slow': 0.5,
  slow: 0.75,
  medium: 1,
  fast: 1.25,
  'x-fast': 1.5,
};
/** Decibels. */
const VOLUMES: Readonly<Record<string, number>> = {
  silent: -Infinity,
  'x-soft': -12,
  soft: -6,
  medium: 0,
  default: 0,
  loud: 6,
  'x-loud': 12,
};

const NUMBER = String.raw`\d+(?:\.\d*)?|\.\d+`;
const TIME = new RegExp(`^[+]?(${NUMBER})(ms|s)$`, 'i');
const SIGNED = new RegExp(`^([+-]?)(${NUMBER})(%|dB)?$`, 'i');

/** Seconds of a break: its time, else its strength; undefined when it is neither. */
export function breakSeconds(time: string | undefined, strength = 'medium'): number | undefined {
  const name = strength.trim();
  if (time === undefined) return Object.hasOwn(STRENGTHS, name) ? STRENGTHS[name] : undefined;
  const [, amount, unit] = TIME.exec(time.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) / (unit!.toLowerCase() === 'ms' ? 1000 : 1);
}

/** A rate where `around` holds: names, numbers and per cents replace it, signed per cents change it. */
export function rateOf(written: string, around: number): number | undefined {
  const value = written.trim();
  if (Object.hasOwn(RATES, value)) return RATES[value];
  const [, sign, amount, unit] = SIGNED.exec(value) ?? [];
  if (amount === undefined || unit?.toLowerCase() === 'db') return undefined;
  const share = unit === '%' ? Number(amount) / 100 : Number(amount);
  if (sign === '' || unit === undefined) return sign === '-' ? undefined : share;
  return sign === '-' ? around * (1 - share) : around * (1 + share);
}

/** A gain where `around` holds: names and numbers from 0 to 100 replace it, decibels and per cents change it. */
export function gainOf(written: string, around: number): number | undefined {
  const value = written.trim();
  if (Object.hasOwn(VOLUMES, value)) return fromDecibels(VOLUMES[value] ?? 0);
  const [, sign, amount, unit] = SIGNED.exec(value) ?? [];
  if (amount === undefined) return undefined;
  const signed = sign === '-' ? -Number(amount) : Number(amount);
  if (unit?.toLowerCase() === 'db') return around * fromDecibels(signed);
  if (unit === '%' || sign !== '') return sign === '' ? signed / 100 : around * Math.max(0, 1 + signed / 100);
  return signed <= 100 ? signed / 100 : undefined;
}

function fromDecibels(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** English where people write as in Britain. */
const BRITISH = /^en-(?:gb|uk|ie|au|nz|za|in)\b/;

/** The language of a tag such as `fr-CA`; undefined where no voice speaks it. */
export function languageOf(tag: string): Language | 'en' | undefined {
  const lower = tag.trim().toLowerCase().replaceAll('_', '-');
  const base = lower.split('-')[0] ?? '';
  if (base === 'en') return lower === 'en' ? 'en' : BRITISH.test(lower) ? 'en-gb' : 'en-us';
  if (base === 'cmn') return 'zh';
  return LANGUAGES.find((language) => language === base);
}
