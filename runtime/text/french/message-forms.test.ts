import { saysLines } from '../../testing/locale-lines.ts';
import { french } from './french.ts';

saysLines('French: messages', french, [
  ['Un scooter de 50 cc', 'Un scooter de cinquante centimètres cubes'],
  ['2 cc de sucre et 1 c.à.c. de sel', 'deux cuillères à café de sucre et une cuillère à café de sel'],
  ['les 17/18/19 mars', 'les dix-sept, dix-huit et dix-neuf mars'],
  ['1 000 000 000e', 'un milliardième'],
  ['3e porte à g.', 'troisième porte à gauche.'],
  ['0,5 mg/kg IV ; chapitre IV', 'zéro virgule cinq milligrammes par kilo I V ; chapitre quatre'],
  ['5,6 mmol/l', 'cinq virgule six millimoles par litre'],
  ['-4 1/3', 'moins quatre et un tiers'],
  ['à 1/25 000', 'à un sur vingt-cinq mille'],
  ['PA 13/8', 'P A treize sur huit'],
  [
    "l'art. L. 121-3 du C. pén., puis R. 413-2",
    "l'article L cent vingt et un trois du code pénal, puis R quatre cent treize deux",
  ],
  ['RDV dem. à 8h', 'rendez-vous demain à huit heures'],
  ['9h-12h30 / 14h-18h', 'neuf heures à douze heures trente, quatorze heures à dix-huit heures'],
  [
    '8k-12k abonnés, 35k€-45k€',
    'huit mille à douze mille abonnés, trente-cinq mille euros à quarante-cinq mille euros',
  ],
  ['La réunion de 10h est reportée', 'La réunion de dix heures est reportée'],
  ['Les ½ finales, les 1/2 finales', 'Les demi-finales, les demi-finales'],
  ['2 ans et 1/2, 3 heures et 1/2', 'deux ans et demi, trois heures et demie'],
  ['n° 19-24.610', 'numéro dix-neuf, vingt-quatre six cent dix'],
  ['M = m/n', 'M égale m divisé par n'],
  [
    '01.23.45.67.89 / 06 12 34 56 78',
    'zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf, zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit',
  ],
  ['prenez la D906 dir. Chartres', 'prenez la D neuf cent six direction Chartres'],
  ['20:00 UTC+2', 'vingt heures U T C plus deux'],
]);
