import { saysLines } from '../../testing/locale-lines.ts';
import { italian } from './italian.ts';

saysLines('Italian: messages', italian, [
  ['nel I trim. 2025', 'nel primo trimestre duemila venticinque'],
  ['30 luglio del 2020', 'trenta luglio del duemila venti'],
  [
    'Max 28°, min. 14 °C; max 3 persone',
    'massima ventotto gradi, minima quattordici gradi Celsius; massimo tre persone',
  ],
  ['-4 1/3', 'meno quattro e un terzo'],
  ['alle 20:00 CET', 'alle venti C E T'],
  ["scaduta l'1/11, § 2.1", "scaduta l'uno novembre, paragrafo due punto uno"],
  ['60/min', 'sessanta al minuto'],
  ['8k-12k', 'ottomila a dodicimila'],
]);
