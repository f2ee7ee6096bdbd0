import { saysLines } from '../../testing/locale-lines.ts';
import { italian } from './italian.ts';

/** Reports, laboratories, commands, law and addresses abroad, with what looks alike. */
saysLines('Italian: reports', italian, [
  ['Cass. civ., sez. III, sent. n. 4.', 'Cassazione civile, sezione terza, sentenza numero quattro.'],
  ['Nato a Pisa, m. nel 1939.', 'Nato a Pisa, morto nel mille novecento trentanove.'],
  ['2 c. di olio e ½ c.no di sale.', 'due cucchiai di olio e mezzo cucchiaino di sale.'],
  ['Aperto 8-12 / 14-18, 1 / 2.', 'Aperto otto dodici, quattordici diciotto, uno barra due.'],
  ['2-0 p.t. e 0,8 p.p. in più.', 'due zero primo tempo e zero virgola otto punti percentuali in più.'],
  ['8 mld di ab. a 350 5th Ave.', 'otto miliardi di abitanti a trecento cinquanta quinta avenue.'],
  [
    '0,1 M di HCl; eq. (7); Node ≥ 18.17.',
    'zero virgola uno molare di H C L; equazione (sette); Node maggiore o uguale a diciotto punto diciassette.',
  ],
]);
