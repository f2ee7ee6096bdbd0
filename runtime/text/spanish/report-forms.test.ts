import { saysLines } from '../../testing/locale-lines.ts';
import { spanish } from './spanish.ts';

/** Reports, laboratories, commands, law and addresses abroad, with what looks alike. */
saysLines('Spanish: reports', spanish, [
  [
    'Usa Node ≥ 18.17 y vitest@2.1; pesa ≥ 18,17 kg.',
    'Usa Node mayor o igual que dieciocho punto diecisiete y vitest arroba dos punto uno; pesa mayor o igual que dieciocho coma diecisiete kilos.',
  ],
  [
    'Vive en 350 5th Ave, New York, NY 10118.',
    'Vive en trescientos cincuenta quinta avenida, New York, Nueva York uno cero uno uno ocho.',
  ],
  [
    'Está en 12 Oak St, Austin, TX 73301-0001.',
    'Está en doce Oak Street, Austin, Texas siete tres tres cero uno , cero cero cero uno.',
  ],
  [
    'Hay 0,1 M de HCl y 5 M de usuarios (2,6 M).',
    'Hay cero coma uno molar de H C L y cinco millones de usuarios (dos coma seis millones).',
  ],
  ['2 H₂O₂ → 2 H₂O + O₂; ida → vuelta.', 'dos H dos O dos  da  dos H dos O más O dos; ida a vuelta.'],
  ["Halla f'(2) y g(3) = 5.", 'Halla f prima de dos y g de tres igual a cinco.'],
  ['Véase la ec. (7), no la c. (x).', 'Véase la ecuación (siete), no la c. (equis).'],
  [
    'Ejecuta `git push -u` y `npm i --save-dev`; él -dijo- no.',
    'Ejecuta git push guion U y npm i guion guion save dev; él -dijo- no.',
  ],
  ['A 989 TFLOPS (+0,8 p.p.).', 'A novecientos ochenta y nueve teraflops (más cero coma ocho puntos porcentuales).'],
  ['8.000 M de hab. viven.', 'ocho mil millones de habitantes viven.'],
  [
    'La nota 000.123.456 vale 100.123.456.',
    'La nota cero cero cero, uno dos tres, cuatro cinco seis vale cien millones ciento veintitrés mil cuatrocientos cincuenta y seis.',
  ],
  ['Va en sentido S.', 'Va en sentido sur.'],
]);
