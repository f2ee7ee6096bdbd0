import { saysLines } from '../../testing/locale-lines.ts';
import { portuguese } from './portuguese.ts';

saysLines('Portuguese: messages', portuguese, [
  ['na 3ª feira, 2ª e 4ª feira; a 3ª feira', 'na terça-feira, segunda e quarta-feira; a terça-feira'],
  ['a 3ª vez', 'a terceira vez'],
  ['Jan-Fev: férias; set-out', 'janeiro a fevereiro: férias; set-out'],
  ['Faria Lima, 2232 - 4º andar', 'Faria Lima, dois mil duzentos e trinta e dois, quarto andar'],
  ['R$ 50 reais e R$ 50', 'cinquenta reais e cinquenta reais'],
  ['às 20:00 GMT-3', 'às vinte horas G M T menos três'],
  ['O time fez 3x0; a tela 3x0', 'O time fez três a zero; a tela três por zero'],
  ['-2 1/3', 'menos dois e um terço'],
  ['8k-12k', 'oito mil a doze mil'],
]);
