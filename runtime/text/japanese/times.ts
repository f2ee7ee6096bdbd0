import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { countedWords } from './counters.ts';
import { kana, START } from './kana-rule.ts';
import { decimalWords, numberWords } from './numbers.ts';
import { score, scoreRules } from './scores.ts';

const counted = (digits: string, counter: string): string[] => countedWords(BigInt(digits), counter, false);

const HALF: Readonly<Record<string, string>> = { a: 'ごぜん', p: 'ごご' };

function time(hour: string, minute: string, second = '', mark = ''): string[] | undefined {
  if (Number(hour) > 29 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return [
    ...(mark === '' ? [] : [HALF[mark.charAt(0).toLowerCase()] ?? '']),
    ...counted(hour, '時'),
    ...(Number(minute) === 0 && second === '' ? [] : counted(minute, '分')),
    ...(second === '' ? [] : counted(second, '秒')),
  ];
}

const MARK = String.raw`([AaPp]\.?[Mm]\.?)(?![A-Za-z])`;

/** What took a time, and what was done in it. */
const TOOK = '(?:記録|タイム|所要時間|再生時間|収録時間|経過時間|ベスト)';
const FINISHED = 'で(?:完走|ゴール|優勝|走|切|フィニッシュ)|の(?:記録|動画|新記録|好記録|タイム|自己ベスト|映画|大作)';

export const timeRules: readonly Rule[] = [
  ...scoreRules,
  ...needing(/\d:[0-5]\d/, [
    // a record of 1:23:45, a song of 3:45
    kana(
      String.raw`(?<=${TOOK}[はがもを:：、]?\s?)(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:])|(?<!\d|\d:)(\d{1,2}):([0-5]\d):([0-5]\d)(?=${FINISHED})`,
      (parts) => {
        const [hours = '', minutes = '', seconds = ''] = parts.filter((part) => part !== '');
        return [...counted(hours, '時間'), ...counted(minutes, '分'), ...counted(seconds, '秒')];
      },
    ),
    kana(
      String.raw`(?<=${TOOK}[はがもを:：、]?\s?)(\d{1,3}):([0-5]\d)(?![\d:])|(?<!\d|\d:)(\d{1,3}):([0-5]\d)(?=の(?:曲|動画|記録|タイム))`,
      (parts) => {
        const [minutes = '', seconds = ''] = parts.filter((part) => part !== '');
        return [...counted(minutes, '分'), ...counted(seconds, '秒')];
      },
    ),
    // 08:15:30.123 of a log
    kana(
      String.raw`(?<!\d|\d:)([012]\d):([0-5]\d):([0-5]\d)[.,](\d{1,6})(?!\d)`,
      ([hour = '', minute = '', second = '', rest = '']) => [
        ...(time(hour, minute) ?? []),
        ...decimalWords(second, rest),
        'びょう',
      ],
    ),
  ]),
  // A lap of 1:23.456
  kana(
    String.raw`(?<!\d|\d:)(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)\.(\d{1,3})(?![\d.])`,
    ([hours = '', minutes = '', seconds = '', rest = '']) => [
      ...(hours === '' ? [] : counted(hours, '時間')),
      ...counted(minutes, '分'),
      ...counted(seconds, '秒'),
      ...[...rest].flatMap((digit) => numberWords(digit)),
    ],
  ),
  kana(
    String.raw`(?<![A-Za-z])${MARK}\s?(\d{1,2})(?::(\d{2}))?(?![\d:.])(?:時)?`,
    ([mark = '', hour = '', minute = '']) => time(hour, minute === '' ? '0' : minute, '', mark),
  ),
  kana(String.raw`(?<!\d|\d:)(\d{1,2}):(\d{2})\s?${MARK}`, ([hour = '', minute = '', mark = '']) =>
    time(hour, minute, '', mark),
  ),
  kana(String.raw`${START}(1[0-2]|[1-9])\s?${MARK}`, ([hour = '', mark = '']) => time(hour, '0', '', mark)),
  kana(String.raw`(?<!\d|\d:)(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])`, ([hour = '', minute = '', second]) =>
    time(hour, minute, second),
  ),
  kana(String.raw`(?<!\d|\d:)(\d{1,4}):(\d{1,4})(?![\d:])`, score),
  kana(
    String.raw`${START}(\d{1,3})\s?h\s?(\d{1,2})\s?(?:m|min)?(?:\s?(\d{1,2})\s?s)?(?![A-Za-z\d])`,
    ([hours = '', minutes = '', seconds = '']) => [
      ...counted(hours, '時間'),
      ...counted(minutes, '分'),
      ...(seconds === '' ? [] : counted(seconds, '秒')),
    ],
  ),
  kana(
    String.raw`${START}(\d{1,3})\s?(?:m|min)\s?(\d{1,2})\s?s(?:ec)?(?![A-Za-z\d])`,
    ([minutes = '', seconds = '']) => [...counted(minutes, '分'), ...counted(seconds, '秒')],
  ),
];
