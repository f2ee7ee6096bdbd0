import { saysLines } from '../../testing/locale-lines.ts';
import { spanish } from './spanish.ts';

/** Times with zones, parts, currencies in small letters, short names of months and days. */
saysLines('Spanish: messages', spanish, [
  ['A las 20:00 gmt-3 y 5:02 p.m. PST.', 'A las veinte G M T menos tres y cinco y dos pe eme P S T.'],
  ['Dijo psst y pst.', 'Dijo chist y chist.'],
  ['-2 1/3 y 3 1/3', 'menos dos y un tercio y tres y un tercio'],
  ['un 50/50 y 1/25.000', 'un cincuenta cincuenta y uno sobre veinticinco mil'],
  ['1/134 y 1/12', 'uno sobre ciento treinta y cuatro y un doceavo'],
  ['4,51/s y 60/min', 'cuatro coma cincuenta y uno por segundo y sesenta por minuto'],
  ['-8 °c y 8° C', 'menos ocho grados Celsius y ocho grados Celsius'],
  ['20 usd, us$ 5 y mex$100', 'veinte dólares, cinco dólares y cien pesos mexicanos'],
  ['$ 18.500 pesos o $ 18.500', 'dieciocho mil quinientos pesos o dieciocho mil quinientos dólares'],
  ['abr. 22 y 30 julio del 2020', 'veintidós de abril y treinta de julio del dos mil veinte'],
  ['el lun. 3/11; 10.000 a. c.', 'el lunes tres de noviembre; diez mil antes de Cristo.'],
  ['Piso de 3 hab., 2 baños; 3.000 hab.', 'Piso de tres habitaciones, dos baños; tres mil habitantes.'],
  ['0,5 mg/kg IV y el capítulo IV', 'cero coma cinco miligramos por kilo I V y el capítulo cuatro'],
  [
    '5,6 mmol/l, el art. I, L-V 9-17 h',
    'cinco coma seis milimoles por litro, el artículo uno, lunes a viernes nueve a diecisiete',
  ],
  ['p. 5-8 y p. 5', 'páginas cinco a ocho y página cinco'],
  ['8k-12k', 'ocho mil a doce mil'],
]);
