import { saysLines } from '../../testing/locale-lines.ts';
import { portuguese } from './portuguese.ts';

/** Money, codes, formulae and addresses as shops, reports and logs write them. */
saysLines('Portuguese: shops, reports and logs', portuguese, [
  ['Pesa 1,5 kg. e mede 30 cms. de altura.', 'Pesa um vírgula cinco quilos e mede trinta centímetros de altura.'],
  ['Custa R$ 1.500,- ou US$ 67,500.', 'Custa mil e quinhentos reais ou sessenta e sete mil e quinhentos dólares.'],
  ['O USD/BRL subiu.', 'O dólar real subiu.'],
  [
    'O 1T/2024, o 3T e o 2S 2025.',
    'O primeiro trimestre de dois mil e vinte e quatro, o terceiro trimestre e o segundo semestre de dois mil e vinte e cinco.',
  ],
  ['Em 24/48h ou 1/2 h.', 'Em vinte e quatro a quarenta e oito horas ou meia hora.'],
  ['O commit 3f2a9bc.', 'O commit três F dois A nove B C.'],
  ['Ag. 1234-5, C/C 12345-6.', 'agência um dois três quatro, cinco, conta-corrente um dois três quatro cinco, seis.'],
  ['Placa ABC-1234 ou ABC1D23.', 'Placa A B C um dois três quatro ou A B C um D dois três.'],
  ['10 km em 42:35.', 'dez quilômetros em quarenta e dois minutos e trinta e cinco segundos.'],
  ['Vire à dir. na esq. da praça.', 'Vire à direita na esquina da praça.'],
  ['Vence 05/27.', 'Vence maio de dois mil e vinte e sete.'],
  [
    '5! = 120; log₂ 8 e ³√8.',
    'cinco fatorial igual a cento e vinte; logaritmo na base dois de oito e raiz cúbica de oito.',
  ],
  ['O ap. 1B, 3ª ed. rev. e ampl.', 'O apartamento um B, terceira edição revista e ampliada.'],
  ['Ñ sei; ñ vem.', 'não sei; não vem.'],
  ['Oferta: 2 x 1 só hoje; Brasil 2 x 1 Chile.', 'Oferta: dois por um só hoje; Brasil dois a um Chile.'],
  ['CEP 60.010-000, A/C do Sr. Gil.', 'cep seis zero, zero um zero, zero zero zero, aos cuidados do senhor Gil.'],
  ['O RH e o CEO.', 'O erre H e o C E O.'],
  ['Com PHP 8, 2 sem. depois.', 'Com P H P oito, duas semanas depois.'],
]);
