import { speaksLines } from '../../testing/locale-lines.ts';
import type { Line } from '../../testing/locale-lines.ts';
import { italian } from './italian.ts';

/** What is written, what is said, and how. */
const LINES: readonly Line[] = [
  ['La città ha 300.000 abitanti.', 'La città ha trecentomila abitanti.', 'la ʧitːˈa a treʧentomˈila abitˈantɪ.'],
  [
    'Il parco conta 1.250.000 alberi.',
    'Il parco conta un milione duecento cinquantamila alberi.',
    'il pˈarko kˈonta ʊn miliˈone dʊeʧˈɛnto ʧinkwantamˈila ˈalberɪ.',
  ],
  [
    'Lo stipendio è di 1.350 euro.',
    'Lo stipendio è di mille trecento cinquanta euro.',
    'lo stipˈendio e dɪ mˈille treʧˈɛnto ʧinkwˈanta ˈɛʊro.',
  ],
  [
    'Ha corso in 10,4 secondi.',
    'Ha corso in dieci virgola quattro secondi.',
    'a kˈorso in djˈɛʧɪ vˈirɡola kwˈatːro sekˈondɪ.',
  ],
  [
    'Il pi greco vale 3,14.',
    'Il pi greco vale tre virgola quattordici.',
    'il pˈi ɡrˈɛko vˈale trˈe vˈirɡola kwatːˈordiʧɪ.',
  ],
  ['Pesa 0,05 grammi.', 'Pesa zero virgola zero cinque grammi.', 'pˈeza ʣˈɛro vˈirɡola ʣˈɛro ʧˈinkwe ɡrˈammɪ.'],
  [
    'La temperatura è scesa a -5 gradi.',
    'La temperatura è scesa a meno cinque gradi.',
    'la temperatˈura e ʃˈeza a mˈeno ʧˈinkwe ɡrˈadɪ.',
  ],
  [
    'Ci sono -2,5 °C.',
    'Ci sono meno due virgola cinque gradi Celsius.',
    'ʧɪ sˌono mˈeno dˈue vˈirɡola ʧˈinkwe ɡrˈadɪ ʦelsjˈus.',
  ],
  [
    'La riunione comincia alle 9:30.',
    'La riunione comincia alle nove e mezza.',
    'la riʊnjˈone komˈinʧa ˌalle nˈɔve e mˈɛʣːa.',
  ],
  [
    'Ci vediamo alle 9:15 o alle 9:05.',
    'Ci vediamo alle nove e un quarto o alle nove e cinque.',
    'ʧɪ vedjˈamo ˌalle nˈɔve e ʊn kwˈarto o ˌalle nˈɔve e ʧˈinkwe.',
  ],
  [
    'Il treno parte alle 14:32.',
    'Il treno parte alle quattordici e trentadue.',
    'il trˈɛno pˈarte ˌalle kwatːˈordiʧɪ e trentadˈue.',
  ],
  [
    'Nato il 23/04/1985.',
    'Nato il ventitré aprile mille novecento ottantacinque.',
    'nˈato il ventitrˈe aprˈile mˈille noveʧˈɛnto otːantaʧˈinkwe.',
  ],
  [
    'La scadenza è il 2024-05-01.',
    'La scadenza è il primo maggio duemila ventiquattro.',
    'la skadˈɛnʦa e il prˈimo mˈaʤːo dʊemˈila ventikwˈatːro.',
  ],
  ['Il 1° maggio non si lavora.', 'Il primo maggio non si lavora.', 'il prˈimo mˈaʤːo non sɪ lavˈɔra.'],
  [
    'Il 25 aprile 1945 fu festa.',
    'Il venticinque aprile mille novecento quarantacinque fu festa.',
    'il ventiʧˈinkwe aprˈile mˈille noveʧˈɛnto kwaɾantaʧˈinkwe fʊ fˈɛsta.',
  ],
  ['Leggi le pagine 10-12.', 'Leggi le pagine dieci a dodici.', 'lˈeʤːˌɪ le pˈaʤine djˈɛʧɪ a dˈodiʧɪ.'],
  [
    'La guerra del 1939-1945.',
    'La guerra del mille novecento trentanove a mille novecento quarantacinque.',
    'la ɡwˈɛrɾa del mˈille noveʧˈɛnto trentanˈove a mˈille noveʧˈɛnto kwaɾantaʧˈinkwe.',
  ],
  ['La partita è finita 3-1.', 'La partita è finita tre uno.', 'la partˈita e finˈita trˈe ˈuno.'],
  [
    'Costa 1.349,99 €.',
    'Costa mille trecento quarantanove euro e novantanove centesimi.',
    'kˈɔsta mˈille treʧˈɛnto kwaɾantanˈove ˈɛʊro e novantanˈove ʧentˈɛzimɪ.',
  ],
  [
    'Ho pagato 3,50 € e 12 $.',
    'Ho pagato tre euro e cinquanta centesimi e dodici dollari.',
    'o paɡˈato trˈe ˈɛʊro e ʧinkwˈanta ʧentˈɛzimɪ e dˈodiʧɪ dˈɔllarɪ.',
  ],
  ['Il biglietto costa 12 €.', 'Il biglietto costa dodici euro.', 'il biʎˈetːo kˈɔsta dˈodiʧɪ ˈɛʊro.'],
  [
    'Ha vinto 2,5 milioni di euro.',
    'Ha vinto due virgola cinque milioni di euro.',
    'a vˈinto dˈue vˈirɡola ʧˈinkwe miliˈonɪ dɪ ˈɛʊro.',
  ],
  ['La batteria è al 20%.', 'La batteria è al venti per cento.', 'la batːerˈia e al vˈɛntɪ per ʧˈɛnto.'],
  [
    'Il prezzo sale del 1,8 %.',
    'Il prezzo sale del uno virgola otto per cento.',
    'il prˈɛʦːo sˈale del ˈuno vˈirɡola ˈɔtːo per ʧˈɛnto.',
  ],
  ['Aggiungi 1/2 litro.', 'Aggiungi mezzo litro.', 'aʤːˈunʤɪ mˈɛʣːo lˈitro.'],
  ['I 3/4 della torta.', 'I tre quarti della torta.', 'i trˈe kwˈartɪ dˌella tˈɔrta.'],
  ['Corre a 120 km/h.', 'Corre a cento venti chilometri orari.', 'kˈɔrɾe a ʧˈɛnto vˈɛntɪ kilˈometrɪ orˈarɪ.'],
  ['Il file pesa 14 MB.', 'Il file pesa quattordici megabàit.', 'il fˈile pˈeza kwatːˈordiʧɪ meɡabˈIt.'],
  ['Prenda 500 mg.', 'Prenda cinquecento milligrammi.', 'prˈɛnda ʧinkweʧˈɛnto milliɡrˈammɪ.'],
  ['Ho 1 zaino e 1 mela.', 'Ho uno zaino e una mela.', 'o ˈuno ʣˈIno e ˌʊna mˈɛla.'],
  ['Ho 23 anni e 108 libri.', 'Ho ventitré anni e cento otto libri.', 'o ventitrˈe ˈannɪ e ʧˈɛnto ˈɔtːo lˈibrɪ.'],
  ['Sono 21.000 persone.', 'Sono ventunomila persone.', 'sˌono ventʊnomˈila persˈone.'],
  [
    'Chiama il 333 123 4567.',
    'Chiama il tre tre tre, uno due tre, quattro cinque sei sette.',
    'kjˈama il trˈe trˈe trˈe, ˈuno dˈue trˈe, kwˈatːro ʧˈinkwe sˌɛi sˈɛtːe.',
  ],
  ['Vittorio Emanuele II fu re.', 'Vittorio Emanuele secondo fu re.', 'vitːˈɔrio emˌaːnʊˈɛle sekˈondo fʊ rˈɛ.'],
  [
    'Elisabetta II e Luigi XIV.',
    'Elisabetta seconda e Luigi quattordicesimo.',
    'elizabˈetːa sekˈonda e lʊˈiːʤɪ kwatːordiʧˈɛzimo.',
  ],
  [
    'Nel XX secolo e nel secolo XIX.',
    'Nel ventesimo secolo e nel secolo diciannovesimo.',
    'nel ventˈɛzimo sˈɛkolo e nel sˈɛkolo diʧannovˈɛzimo.',
  ],
  ['Leggi il capitolo IV.', 'Leggi il capitolo quattro.', 'lˈeʤːˌɪ il kapˈitolo kwˈatːro.'],
  [
    'È arrivata 2ª nella gara al 3° piano.',
    'È arrivata seconda nella gara al terzo piano.',
    'e arɾivˈata sekˈonda nˈella ɡˈaɾa al tˈɛrʦo pjˈano.',
  ],
  [
    'Il Sig. Rossi e la dott.ssa Bianchi.',
    'Il signor Rossi e la dottoressa Bianchi.',
    'il siɲˈor rˈoSɪ e la dotːorˈeSa bjˈankɪ.',
  ],
  ['Il dott. Ferri riceve.', 'Il dottor Ferri riceve.', 'il dotːˈɔr fˈɛrɾɪ riʧˈɛve.'],
  ['Pane, latte, ecc.', 'Pane, latte, eccetera.', 'pˈane, lˈatːe, eʧːˈɛtera.'],
  ['Vedi pag. 12 e art. 4.', 'Vedi pagina dodici e articolo quattro.', 'vˈedɪ pˈaʤina dˈodiʧɪ e artˈikolo kwˈatːro.'],
  [
    'Scrivi a info@esempio.it.',
    'Scrivi a info chiocciola esempio punto it.',
    'skrˈivɪ a ˈinfo kjˈɔʧːola ezˈɛmpio pˈunto ˈit.',
  ],
  [
    'Il modulo è su www.comune.it.',
    'Il modulo è su W W W punto comune punto it.',
    'il mˈɔdʊlo e sʊ dˈopːjavˈu dˈopːjavˈu dˈopːjavˈu pˈunto komˈune pˈunto ˈit.',
  ],
  ["Negli anni '80 si ballava.", 'Negli anni ottanta si ballava.', 'nˈeʎɪ ˈannɪ otːˈanta sɪ ballˈava.'],
  ['Siamo a 20° di latitudine.', 'Siamo a venti gradi di latitudine.', 'sjˌamo a vˈɛntɪ ɡrˈadɪ dɪ latitˈudine.'],
  ['Sono 3.000.000 abitanti.', 'Sono tre milioni di abitanti.', 'sˌono trˈe miliˈonɪ dɪ abitˈantɪ.'],
];

await speaksLines('Italian', 'it', italian, LINES);
