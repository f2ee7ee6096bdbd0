import { speaksLines } from '../../testing/locale-lines.ts';
import type { Line } from '../../testing/locale-lines.ts';
import { french } from './french.ts';

/** What is written, what is said, and how. */
const LINES: readonly Line[] = [
  [
    'La ville compte 300 000 habitants.',
    'La ville compte trois cent mille habitants.',
    'la vˈil kˈɔ̃t tʁwˈa sˈɑ̃ mˈil abitˈɑ̃.',
  ],
  ['Il a vendu 300.000 livres.', 'Il a vendu trois cent mille livres.', 'il a vɑ̃dˈy tʁwˈa sˈɑ̃ mˈil lˈivʁ.'],
  [
    'Le parc a reçu 1 250 000 visiteurs.',
    'Le parc a reçu un million deux cent cinquante mille visiteurs.',
    'lə pˈaʁk a ʁəsˈy œ̃ miljˈɔ̃ dˈø sˈɑ̃ sɛ̃kˈɑ̃t mˈil vizitˈœʁ.',
  ],
  [
    'La moyenne est de 13,5 sur 20.',
    'La moyenne est de treize virgule cinq sur vingt.',
    'la mwajˈɛn ɛ də tʁˈɛz viʁɡˈyl sˈɛ̃k syʁ vˈɛ̃.',
  ],
  ['Le nombre pi vaut 3,14.', 'Le nombre pi vaut trois virgule quatorze.', 'lə nˈɔ̃bʁ pˈi vo tʁwˈa viʁɡˈyl katˈɔʁz.'],
  ['Il pèse 0,05 gramme.', 'Il pèse zéro virgule zéro cinq gramme.', 'il pˈɛz zeʁˈo viʁɡˈyl zeʁˈo sˈɛ̃k ɡʁˈam.'],
  [
    'La température descend à -8 degrés.',
    'La température descend à moins huit degrés.',
    'la tɑ̃peʁatˈyʁ dɛsˈɑ̃t a mwˈɛ̃ yˈi dəɡʁˈe.',
  ],
  [
    'Il fait -2,5 °C.',
    'Il fait moins deux virgule cinq degrés Celsius.',
    'il fˈɛ mwˈɛ̃ dˈø viʁɡˈyl sˈɛ̃k dəɡʁˈe sɛlsjˈys.',
  ],
  ['Rendez-vous à 9h30.', 'Rendez-vous à neuf heures trente.', 'ʁɑ̃dˈevuz a nˈœv ˈœʁ tʁˈɑ̃t.'],
  ['Le train part à 14 h 32.', 'Le train part à quatorze heures trente-deux.', 'lə tʁˈɛ̃ pˈaʁ a katˈɔʁz ˈœʁ tʁˈɑ̃tdˈø.'],
  ['Il est 21:00 ou 9:05.', 'Il est vingt et une heures ou neuf heures cinq.', 'il ɛ vˈɛ̃t e yn ˈœʁ u nˈœv ˈœʁ sˈɛ̃k.'],
  ['Le magasin ferme à 19 h.', 'Le magasin ferme à dix-neuf heures.', 'lə maɡazˈɛ̃ fˈɛʁm a dˈiznˈœv ˈœʁ.'],
  [
    'Il est né le 23/04/1985.',
    'Il est né le vingt-trois avril mille neuf cent quatre-vingt-cinq.',
    'il ɛ nˈe lə vˈɛ̃ttʁwˈaz avʁˈil mˈil nˈœf sˈɑ̃ kˈatʁvˈɛ̃tsˈɛ̃k.',
  ],
  [
    'La date limite est le 2024-05-01.',
    'La date limite est le premier mai deux mille vingt-quatre.',
    'la dˈat limˈit ɛ lə pʁəmjˈe mˈɛ dˈø mˈil vˈɛ̃tkˈatʁ.',
  ],
  ['Le 1er mai est férié.', 'Le premier mai est férié.', 'lə pʁəmjˈe mˈɛ ɛ feʁjˈe.'],
  [
    'Le 14 juillet 1789 fut décisif.',
    'Le quatorze juillet mille sept cent quatre-vingt-neuf fut décisif.',
    'lə katˈɔʁz ʒyijˈɛ mˈil sˈɛt sˈɑ̃ kˈatʁvˈɛ̃tnˈœf fˈy desizˈif.',
  ],
  ['Lisez les pages 10-12.', 'Lisez les pages dix à douze.', 'lizˈe le pˈaʒ dˈiz a dˈuz.'],
  [
    'La guerre de 1939-1945 fut longue.',
    'La guerre de mille neuf cent trente-neuf à mille neuf cent quarante-cinq fut longue.',
    'la ɡˈɛʁ də mˈil nˈœf sˈɑ̃ tʁˈɑ̃tnˈœf a mˈil nˈœf sˈɑ̃ kaʁˈɑ̃tsˈɛ̃k fˈy lˈɔ̃ɡ.',
  ],
  ['Le match a fini 3-1.', 'Le match a fini trois un.', 'lə mˈatʃ a finˈi tʁwˈaz ˈœ̃.'],
  [
    'La facture est de 1 349,99 €.',
    'La facture est de mille trois cent quarante-neuf euros quatre-vingt-dix-neuf.',
    'la faktˈyʁ ɛ də mˈil tʁwˈa sˈɑ̃ kaʁˈɑ̃tnˈœf øʁˈo kˈatʁvˈɛ̃dˈiznˈœf.',
  ],
  ['Cela coûte 12 €.', 'Cela coûte douze euros.', 'səlˌa kˈut dˈuz øʁˈo.'],
  ['Il a payé 100 000 $.', 'Il a payé cent mille dollars.', 'il a pɛjˈe sˈɑ̃ mˈil dɔlˈaʁ.'],
  ['Une baguette à 1,10 €.', 'Une baguette à un euro dix.', 'yn baɡˈɛt a œ̃n øʁˈo dˈis.'],
  [
    "Il a gagné 2,5 millions d'euros.",
    "Il a gagné deux virgule cinq millions d'euros.",
    'il a ɡanjˈe dˈø viʁɡˈyl sˈɛ̃ miljˈɔ̃ døʁˈo.',
  ],
  ['La TVA est de 20 %.', 'La T V A est de vingt pour cent.', 'la tˌevˌeˈa ɛ də vˈɛ̃ puʁ sˈɑ̃.'],
  ['Une baisse de 1,2%.', 'Une baisse de un virgule deux pour cent.', 'yn bˈɛs də œ̃ viʁɡˈyl dˈø puʁ sˈɑ̃.'],
  ['Les 3/4 du gâteau.', 'Les trois quarts du gâteau.', 'le tʁwˈa kˈaʁ dy ɡatˈo.'],
  ['Il a mis 2 1/2 heures.', 'Il a mis deux et demie heures.', 'il a mˈi dˈøz e dəmˈi ˈœʁ.'],
  ['Il roule à 120 km/h.', "Il roule à cent vingt kilomètres à l'heure.", 'il ʁˈul a sˈɑ̃ vˈɛ̃ kilomˈɛtʁz a lˈœʁ.'],
  ['Le fichier pèse 14 Mo.', 'Le fichier pèse quatorze mégaoctets.', 'lə fiʃjˈe pˈɛz katˈɔʁz meɡaɔktˈɛ.'],
  ['Prenez 500 mg.', 'Prenez cinq cents milligrammes.', 'pʁənˈe sˈɛ̃k sˈɑ̃ miliɡʁˈam.'],
  ['Il y a 21 pages et 1 fille.', 'Il y a vingt et une pages et une fille.', 'il i a vˈɛ̃t e yn pˈaʒz e yn fˈij.'],
  [
    'Elle a 80 ans, lui 71 ans.',
    'Elle a quatre-vingts ans, lui soixante et onze ans.',
    'ɛl a kˈatʁvˈɛ̃z ˈɑ̃, lyˌi swasˈɑ̃t e ˈɔ̃z ˈɑ̃.',
  ],
  [
    'Il en reste 200 ou 380.',
    'Il en reste deux cents ou trois cent quatre-vingts.',
    'il ɑ̃ ʁˈɛst dˈø sˈɑ̃ u tʁwˈa sˈɑ̃ kˈatʁvˈɛ̃.',
  ],
  [
    'Appelez le 06 12 34 56 78.',
    'Appelez le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit.',
    'aplˈe lə zeʁˈo sˈis, dˈuz, tʁˈɑ̃tkˈatʁ, sɛ̃kˈɑ̃tsˈis, swasˈɑ̃tdˈizyˈit.',
  ],
  [
    'Louis XIV est mort en 1715.',
    'Louis quatorze est mort en mille sept cent quinze.',
    'lwˈi katˈɔʁz ɛ mˈɔʁ ɑ̃ mˈil sˈɛt sˈɑ̃ kˈɛ̃z.',
  ],
  ['François Ier et Napoléon III.', 'François premier et Napoléon trois.', 'fʁɑ̃swˈa pʁəmjˈeʁ e napoleˈɔ̃ tʁwˈa.'],
  ['Nous sommes au XXIe siècle.', 'Nous sommes au vingt et unième siècle.', 'nu sɔmz o vˈɛ̃t e ynjˈɛm sjˈɛkl.'],
  [
    "C'est sa 2e victoire et la 1re place.",
    "C'est sa deuxième victoire et la première place.",
    'sɛ sa døzjˈɛm viktwˈaʁ e la pʁəmjˈɛʁ plˈas.',
  ],
  ['M. Dupont et Mme Durand.', 'monsieur Dupont et madame Durand.', 'məsjˈø dypˈɔ̃t e madˈam dyʁˈɑ̃.'],
  ['Le Dr Martin consulte.', 'Le docteur Martin consulte.', 'lə dɔktˈœʁ maʁtˈɛ̃ kɔ̃sˈylt.'],
  ['Voir p. 14 et chap. 3.', 'Voir page quatorze et chapitre trois.', 'vwˈaʁ pˈaʒ katˈɔʁz e ʃapˈitʁ tʁwˈa.'],
  ['Des fruits, du pain, etc.', 'Des fruits, du pain, etcétéra.', 'de fʁyˈi, dy pˈɛ̃, ɛtseteʁˈa.'],
  [
    'Écrivez à jean.dupont@exemple.fr.',
    'Écrivez à jean point dupont arobase exemple point F R.',
    'ekʁivˈez a ʒˈɑ̃ pwˌɛ̃ dypˈɔ̃t aʁobˈaz ɛɡzˈɑ̃pl pwˌɛ̃ ˈɛf ˈɛʁ.',
  ],
  [
    'Consultez www.mairie-ville.fr.',
    'Consultez W W W point mairie tiret ville point F R.',
    'kɔ̃syltˈe dubləvˈe dubləvˈe dubləvˈe pwˌɛ̃ mɛʁˈi tiʁˈɛ vˈil pwˌɛ̃ ˈɛf ˈɛʁ.',
  ],
  ['L’eau de l’été coûte 3 €.', "L'eau de l'été coûte trois euros.", 'lˈo də letˈe kˈut tʁwˈaz øʁˈo.'],
  [
    'Il y a 1 000 000 habitants et 2 000 000 €.',
    "Il y a un million d'habitants et deux millions d'euros.",
    'il i a œ̃ miljˈɔ̃ dabitˈɑ̃z e dˈø miljˈɔ̃ døʁˈo.',
  ],
];

await speaksLines('French', 'fr', french, LINES);
