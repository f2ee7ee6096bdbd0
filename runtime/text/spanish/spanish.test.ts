import { speaksLines } from '../../testing/locale-lines.ts';
import type { Line } from '../../testing/locale-lines.ts';
import { spanish } from './spanish.ts';

/** What is written, what is said, and how. */
const LINES: readonly Line[] = [
  // the number after letters keeps its own stresses
  [
    'Vuelo IB3456.',
    'Vuelo I B tres mil cuatrocientos cincuenta y seis.',
    'bwˈelo ˌiβˈe tɾˈes mˈil kwˌatɾoθjˈɛntos θinkwˈɛnta i sˈAs.',
  ],
  [
    'La ciudad tiene 300.000 habitantes.',
    'La ciudad tiene trescientos mil habitantes.',
    'la θjuðˈad tjˈene tɾesθjˈɛntos mˈil ˌaβitˈantes.',
  ],
  [
    'En 2024 visitaron el parque 1.250.000 personas.',
    'En dos mil veinticuatro visitaron el parque un millón doscientas cincuenta mil personas.',
    'en dˈos mˈil βˌAntikwˈatɾo βˌisitˈaɾon el pˈaɾke ˈun miʎˈon dosθjˈɛntas θinkwˈɛnta mˈil peɾsˈonas.',
  ],
  ['Hay 1 000 000 de razones.', 'Hay un millón de razones.', 'ˈI ˈun miʎˈon de raθˈones.'],
  [
    'La deuda es de 2.500.000.000 euros.',
    'La deuda es de dos mil quinientos millones de euros.',
    'la ðˈeʊða ˈes ðe ðˈos mˈil kinjˈɛntos miʎˈones ðe ˈeʊɾos.',
  ],
  [
    'Un terremoto de magnitud 6,2 sacudió la costa.',
    'Un terremoto de magnitud seis coma dos sacudió la costa.',
    'ˈun tˌeremˈoto ðe mˌaɡnitˈud sˈAs kˈoma ðˈos sˌakuðjˈo la kˈosta.',
  ],
  ['El número pi es 3,14.', 'El número pi es tres coma catorce.', 'el nˈumeɾo pˈi ˈes tɾˈes kˈoma katˈoɾθe.'],
  ['Pesa 0,05 gramos.', 'Pesa cero coma cero cinco gramos.', 'pˈesa θˈeɾo kˈoma θˈeɾo θˈinko ɣɾˈamos.'],
  [
    'La temperatura bajó a -5 grados.',
    'La temperatura bajó a menos cinco grados.',
    'la tˌempeɾatˈuɾa βaxˈo a mˈenos θˈinko ɣɾˈaðos.',
  ],
  [
    'Estamos a -2,5 °C.',
    'Estamos a menos dos coma cinco grados Celsius.',
    'estˈamos a mˈenos ðˈos kˈoma θˈinko ɣɾˈaðos θˈelsjus.',
  ],
  [
    'La reunión empieza a las 9:30.',
    'La reunión empieza a las nueve y media.',
    'la reʊnjˈon empjˈeθa a las nwˈeβe i mˈeðja.',
  ],
  [
    'Son las 9:15 y luego las 9:05.',
    'Son las nueve y cuarto y luego las nueve y cinco.',
    'sˈon las nwˈeβe i kwˈaɾto i luˈeɣo las nwˈeβe i θˈinko.',
  ],
  [
    'El tren sale a las 14:32 y llega a las 21:00.',
    'El tren sale a las catorce y treinta y dos y llega a las veintiuna.',
    'el tɾˈen sˈale a las katˈoɾθe i tɾˈAnta i ðˈos i ʎˈeɣa a las βAntjˈuna.',
  ],
  [
    'Nació el 23/04/1985.',
    'Nació el veintitrés de abril de mil novecientos ochenta y cinco.',
    'naθjˈo el βˌAntitɾˈes ðe aβɾˈil ðe mˈil nˌoβeθjˈɛntos oʧˈɛnta i θˈinko.',
  ],
  [
    'El plazo acaba el 2024-05-01.',
    'El plazo acaba el uno de mayo de dos mil veinticuatro.',
    'el plˈaθo akˈaβa el ˈuno ðe mˈaʝo ðe ðˈos mˈil βˌAntikwˈatɾo.',
  ],
  ['El 1.º de mayo no se trabaja.', 'El primero de mayo no se trabaja.', 'el pɾimˈeɾo ðe mˈaʝo nˈo se tɾaβˈaxa.'],
  [
    'El 12 de octubre de 1492 llegaron.',
    'El doce de octubre de mil cuatrocientos noventa y dos llegaron.',
    'el ðˈoθe ðe oktˈuβɾe ðe mˈil kwˌatɾoθjˈɛntos noβˈɛnta i ðˈos ʎeɣˈaɾon.',
  ],
  [
    'La guerra duró de 1936 a 1939.',
    'La guerra duró de mil novecientos treinta y seis a mil novecientos treinta y nueve.',
    'la ɣˈera ðuɾˈo ðe mˈil nˌoβeθjˈɛntos tɾˈAnta i sˈAs a mˈil nˌoβeθjˈɛntos tɾˈAnta i nwˈeβe.',
  ],
  ['Lea las páginas 10-12.', 'Lea las páginas diez a doce.', 'lˈea las pˈaxinas ðjˈeθ a ðˈoθe.'],
  ['El partido acabó 3-1.', 'El partido acabó tres uno.', 'el paɾtˈiðo ˌakaβˈo tɾˈes ˈuno.'],
  [
    'Cuesta 1.349,99 €.',
    'Cuesta mil trescientos cuarenta y nueve euros con noventa y nueve céntimos.',
    'kwˈesta mˈil tɾesθjˈɛntos kwaɾˈɛnta i nwˈeβe ˈeʊɾos kon noβˈɛnta i nwˈeβe θˈentimos.',
  ],
  ['Pagué $20 y £3.', 'Pagué veinte dólares y tres libras.', 'paɣˈe βˈAnte ðˈolaɾes i tɾˈes lˈiβɾas.'],
  ['Vale 12 €.', 'Vale doce euros.', 'bˈale ðˈoθe ˈeʊɾos.'],
  [
    'Ganó 2,5 millones de euros.',
    'Ganó dos coma cinco millones de euros.',
    'ɡanˈo ðˈos kˈoma θˈinko miʎˈones ðe ˈeʊɾos.',
  ],
  [
    'El 75 % votó a favor.',
    'El setenta y cinco por ciento votó a favor.',
    'el setˈɛnta i θˈinko poɾ θjˈɛnto βotˈo a faβˈoɾ.',
  ],
  [
    'Los precios suben un 1,8%.',
    'Los precios suben un uno coma ocho por ciento.',
    'los pɾˈeθjos sˈuβen ˈun ˈuno kˈoma ˈoʧo poɾ θjˈɛnto.',
  ],
  [
    'Añade 1/2 litro y 3/4 de taza.',
    'Añade medio litro y tres cuartos de taza.',
    'aɲˈaðe mˈeðjo lˈitɾo i tɾˈes kwˈaɾtos ðe tˈaθa.',
  ],
  ['Tardó 2 1/2 horas.', 'Tardó dos y media horas.', 'taɾðˈo ðˈos i mˈeðja ˈoɾas.'],
  [
    'Corre a 120 km/h durante 21 km.',
    'Corre a ciento veinte kilómetros por hora durante veintiún kilómetros.',
    'kˈore a θjˈɛnto βˈAnte kilˈometɾos poɾ ˈoɾa ðuɾˈante βAntjˈuŋ kilˈometɾos.',
  ],
  ['El archivo pesa 14 MB.', 'El archivo pesa catorce megabaits.', 'el aɾʧˈiβo pˈesa katˈoɾθe mˌeɣaβˈIts.'],
  ['Tome 500 mg.', 'Tome quinientos miligramos.', 'tˈome kinjˈɛntos mˌiliɣɾˈamos.'],
  [
    '200 casas y 31 mujeres.',
    'doscientas casas y treinta y una mujeres.',
    'dosθjˈɛntas kˈasas i tɾˈAnta i ˈuna muxˈeɾes.',
  ],
  ['Tengo 1 perro y 21 libros.', 'Tengo un perro y veintiún libros.', 'tˈɛŋɡo ˈum pˈero i βAntjˈun lˈiβɾos.'],
  [
    'Llame al 912 345 678.',
    'Llame al nueve uno dos, tres cuatro cinco, seis siete ocho.',
    'ʎˈame al nwˈeβe ˈuno ðˈos, tɾˈes kwˈatɾo θˈinko, sˈAs sjˈete ˈoʧo.',
  ],
  [
    'Mi móvil es el +34 612 345 678.',
    'Mi móvil es el más tres cuatro, seis uno dos, tres cuatro cinco, seis siete ocho.',
    'mi mˈoβil ˈes el mˈas tɾˈes kwˈatɾo, sˈAs ˈuno ðˈos, tɾˈes kwˈatɾo θˈinko, sˈAs sjˈete ˈoʧo.',
  ],
  ['Felipe II y Alfonso XIII.', 'Felipe segundo y Alfonso trece.', 'felˈipe seɣˈundo i alfˈonso tɾˈeθe.'],
  [
    'Isabel II reinó en el siglo XIX.',
    'Isabel segunda reinó en el siglo diecinueve.',
    'ˌisaβˈel seɣˈunda rAnˈo en el sˈiɣlo ðjˌeθinwˈeβe.',
  ],
  ['Lea el capítulo IV.', 'Lea el capítulo cuatro.', 'lˈea el kapˈitulo kwˈatɾo.'],
  ['La 2ª vez y el 3.er piso.', 'La segunda vez y el tercer piso.', 'la seɣˈunda βˈeθ i el teɾθˈeɾ pˈiso.'],
  ['El Sr. García y la Dra. López.', 'El señor García y la doctora López.', 'el seɲˈoɾ ɣaɾθˈia i la ðoktˈoɾa lˈopeθ.'],
  [
    'Vive en la Avda. de América, nº 5.',
    'Vive en la avenida de América, número cinco.',
    'bˈiβe en la ˌaβenˈiða ðe amˈeɾika, nˈumeɾo θˈinko.',
  ],
  ['Compra pan, leche, etc.', 'Compra pan, leche, etcétera.', 'kˈompɾa pˈan, lˈeʧe, etθˈeteɾa.'],
  [
    'Vea la pág. 12 y el art. 4.',
    'Vea la página doce y el artículo cuatro.',
    'bˈea la pˈaxina ðˈoθe i el aɾtˈikulo kwˈatɾo.',
  ],
  ['Escribe a ana@correo.es.', 'Escribe a ana arroba correo punto es.', 'eskɾˈiβe a ˈana arˈoβa korˈeo pˈunto ˈes.'],
  [
    'Visita www.ejemplo.com/ayuda.',
    'Visita W W W punto ejemplo punto com barra ayuda.',
    'bisˈita ˌuβe ðˈoβle ˌuβe ðˈoβle ˌuβe ðˈoβle pˈunto exˈemplo pˈunto kˈom bˈara aʝˈuða.',
  ],
  [
    'Entró en EE. UU. en 2019.',
    'Entró en Estados Unidos en dos mil diecinueve.',
    'entɾˈo en estˈaðos unˈiðos en dˈos mˈil ðjˌeθinwˈeβe.',
  ],
  [
    'Usa la versión 1.2.3 & más.',
    'Usa la versión uno punto dos punto tres y más.',
    'ˈusa la βeɾsjˈon ˈuno pˈunto ðˈos pˈunto tɾˈes i mˈas.',
  ],
  [
    'Hay 2.000.000 de casas y 1.000.000 habitantes.',
    'Hay dos millones de casas y un millón de habitantes.',
    'ˈI ðˈos miʎˈones ðe kˈasas i ˈun miʎˈon de ˌaβitˈantes.',
  ],
];

await speaksLines('Spanish', 'es', spanish, LINES);
