import { alternatives } from '../../written/patterns.ts';
import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { cardinal } from './numbers.ts';

const SHORT: Readonly<Record<string, string>> = Object.fromEntries(
  'Gen Genesis,Exod Exodus,Lev Leviticus,Num Numbers,Deut Deuteronomy,Josh Joshua,Judg Judges,Sam Samuel,Kgs Kings,Chron Chronicles,Neh Nehemiah,Ps Psalm,Pss Psalms,Prov Proverbs,Eccl Ecclesiastes,Isa Isaiah,Jer Jeremiah,Lam Lamentations,Ezek Ezekiel,Dan Daniel,Hos Hosea,Mic Micah,Zech Zechariah,Mal Malachi,Matt Matthew,Mk Mark,Lk Luke,Jn John,Rom Romans,Cor Corinthians,Gal Galatians,Eph Ephesians,Phil Philippians,Col Colossians,Thess Thessalonians,Tim Timothy,Heb Hebrews,Jas James,Pet Peter,Rev Revelation'
    .split(',')
    .map((line) => line.split(' ') as [string, string]),
);
const WHOLE = [
  ...Object.values(SHORT),
  'Job',
  'Ruth',
  'Ezra',
  'Esther',
  'Acts',
  'Jude',
  'Joel',
  'Amos',
  'Titus',
  'Surah',
  'Quran',
  'Qur’an',
];
const PLACE = String.raw`(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\p{L}\p{N}:]|[.,]\d|\s?[aApP]\.?[mM]\b)`;
const NUMBERED: Readonly<Record<string, string>> = { '1': 'First ', '2': 'Second ', '3': 'Third ' };

/** "Psalm 23:1-4", "1 Cor. 13:4". */
export const scriptureRules: readonly Rule[] = [
  {
    needs: /\d:\d/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:([123])\s)?(${alternatives([...WHOLE, ...Object.keys(SHORT)])})\.?\s${PLACE}`,
      'gu',
    ),
    say: ([, number = '', book = '', chapter = '', verse = '', last]) => [
      words(
        `${NUMBERED[number] ?? ''}${SHORT[book] ?? book} ${cardinal(chapter)} ${cardinal(verse)}${last === undefined ? '' : ` to ${cardinal(last)}`}`,
      ),
    ],
  },
];
