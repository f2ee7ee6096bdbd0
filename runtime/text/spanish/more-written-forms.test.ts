import { saysLines } from '../../testing/locale-lines.ts';
import { spanish } from './spanish.ts';

/** Money, codes, formulae and addresses as shops, reports and logs write them. */
saysLines('Spanish: shops, reports and logs', spanish, [
  ['Pesa 1,5 kg. y mide 30 cms. de alto.', 'Pesa uno coma cinco kilos y mide treinta centímetros de alto.'],
  ['Vale 1.500,- € o $67,500.', 'Vale mil quinientos euros o sesenta y siete mil quinientos dólares.'],
  ['A 1,459 €/l y 25 c€.', 'A uno coma cuatro cinco nueve euros por litro y veinticinco céntimos.'],
  ['El EUR/USD subió; km/h no.', 'El euro dólar subió; kilómetros por hora no.'],
  ['A 5 km/valueOf y 5 km/toString.', 'A cinco kilómetros por valueOf y cinco kilómetros por toString.'],
  ['A las 12 m. y en el S. XXI.', 'A las doce del mediodía y en el siglo veintiuno.'],
  [
    'El 1T/2024, el 3T y el 2S 2025.',
    'El primer trimestre de dos mil veinticuatro, el tercer trimestre y el segundo semestre de dos mil veinticinco.',
  ],
  ['El 12M sube.', 'El doce millones sube.'],
  ['En 24/48h o 1/2 h; tardó 2 1/2 h', 'En veinticuatro a cuarenta y ocho horas o media hora; tardó dos y media horas'],
  ['Ejecuta ./script.sh hoy.', 'Ejecuta punto barra script punto S H hoy.'],
  ['El commit 3f2a9bc y la 1.ª fachada.', 'El commit tres F dos A nueve B C y la primera fachada.'],
  ['Cuenta ES91 2100 0418 45.', 'Cuenta E S nueve uno, dos uno cero cero, cero cuatro uno ocho, cuatro cinco.'],
  [
    'Tarjeta 4532 0151 1283 0366.',
    'Tarjeta cuatro cinco tres dos, cero uno cinco uno, uno dos ocho tres, cero tres seis seis.',
  ],
  ['La v2.0.0-beta.1 y la v1.2.', 'La v dos punto cero punto cero beta uno y la v uno punto dos.'],
  [
    '10 km en 42:35; a las 12:35.',
    'diez kilómetros en cuarenta y dos minutos y treinta y cinco segundos; a las doce y treinta y cinco.',
  ],
  ['Echa sal, 1/2 tza. de leche.', 'Echa sal, media taza de leche.'],
  ['Calle 50 # 12-34.', 'Calle cincuenta número doce treinta y cuatro.'],
  [
    'En la Av. 9 de Julio 1200; el 9 de julio 2020.',
    'En la avenida nueve de julio mil doscientos; el nueve de julio de dos mil veinte.',
  ],
  ['Al +34-91-123.45.67.', 'Al más tres cuatro, nueve uno, uno dos tres, cuatro cinco, seis siete.'],
  ['Caduca 05/27; caben 5/27 de litro.', 'Caduca mayo de dos mil veintisiete; caben cinco veintisieteavos de litro.'],
  ['Rocky IV y Felipe IV.', 'Rocky cuatro y Felipe cuarto.'],
  ['El Na+ y el Cl-.', 'El N A más y el C L menos.'],
  [
    '5! = 120; ¡5! Y log₂ 8, sen(30°), ³√8.',
    'cinco factorial igual a ciento veinte; ¡cinco! Y logaritmo en base dos de ocho, seno de(treinta grados), raíz cúbica de ocho.',
  ],
  ['El sen de Ana y el log del servidor.', 'El sen de Ana y el log del servidor.'],
  ['1/2 + 1/3 = 5/6', 'medio más un tercio igual a cinco sextos'],
  [
    "Ganó 1'2 millones; costó 3'50 €; dura 45'.",
    'Ganó uno coma dos millones; costó tres coma cincuenta euros; dura cuarenta y cinco minutos.',
  ],
  ['Multa de 200 €-600 €; debe €-600.', 'Multa de doscientos a seiscientos euros; debe menos seiscientos euros.'],
  ['Son 900 € netos x 14 pagas.', 'Son novecientos euros netos por catorce pagas.'],
  ['Con PHP 8 o PHP 800.', 'Con P H P ocho o ochocientos pesos filipinos.'],
  ['La N-VI y la M-30.', 'La N seis y la M-treinta.'],
  ['Ve a ~/docs y a S. Juan.', 'Ve a tilde barra docs y a san Juan.'],
  ['El producto a·b y la col·lecció.', 'El producto a por b y la col·lecció.'],
  ['2 x 1 solo hoy; 21 siempre.', 'dos por uno solo hoy; veintiuno siempre.'],
  ['La Cía. Ltda., tab. 1, 2 sem. después.', 'La compañía limitada, tabla uno, dos semanas después.'],
]);
