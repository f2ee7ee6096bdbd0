import { saysLines } from '../../testing/locale-lines.ts';
import { french } from './french.ts';

/** Reports, laboratories, commands, law and addresses abroad, with what looks alike. */
saysLines('French: reports', french, [
  [
    '0,1 M de HCl ; éq. (7) ; 350 5th Ave.',
    'zéro virgule un molaire de H C L ; équation (sept) ; trois cent cinquante cinquième avenue.',
  ],
]);
