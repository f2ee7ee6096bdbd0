import { saysLines } from '../../testing/locale-lines.ts';
import { portuguese } from './portuguese.ts';

/** Reports, laboratories, commands, law and addresses abroad, with what looks alike. */
saysLines('Portuguese: reports', portuguese, [
  [
    'Sets de 6/4, 3/6 e 7/6; some 1/4, 3/4.',
    'Sets de seis quatro, três seis e sete seis; some um quatro, três quatro.',
  ],
  ['Mora em São Paulo/SP; e/ou km/h.', 'Mora em São Paulo, S P; e ou quilômetros por hora.'],
  [
    'Proc. nº 0001234-56.2023.8.26.0100, fls. 12/15.',
    'processo número zero zero zero um dois três quatro, cinco seis, dois zero dois três, oito, dois seis, zero um zero zero, folhas doze a quinze.',
  ],
  [
    'PA 130x85 mmHg; sala 4x4 m.',
    'P A cento e trinta por oitenta e cinco milímetros de mercúrio; sala quatro por quatro metros.',
  ],
  ['Tome 1 cp. e leia M.ª J. Silva.', 'Tome um comprimido e leia Maria J. Silva.'],
  [
    'Há 8 bi de hab. na NF 000.123.456.',
    'Há oito bilhões de habitantes na N F zero zero zero, um dois três, quatro cinco seis.',
  ],
  [
    '0,1 M de NaCl; SC 88010-400; eq. (7).',
    'zero vírgula um molar de N A C L; S C oito oito zero um zero, quatro zero zero; equação (sete).',
  ],
  ['Saída 12B sentido N; a letra N.', 'Saída doze B sentido norte; a letra N.'],
]);
