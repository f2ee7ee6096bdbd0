import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import { decimalsAsNumber } from '../written/numbers.ts';
import type { Locale } from '../written/locale.ts';
import { CALENDAR, CODES, LABELS, MATHEMATICS, MEASURES } from './forms.ts';
import { CURRENCIES, MAGNITUDES, UNITS } from './names.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';
import { FRENCH_FIRST } from './first-rules.ts';
import { frenchRules } from './rules.ts';
import { SIGN_NAMES } from './signs.ts';
import { ABBREVIATIONS, CAPITALS, NUMBERED } from './short.ts';
import { UNITED_STATES } from './united-states.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:et|ou|de|du|des|à|au|aux|en|dans|avec|pour|par|sans|sur|sous|que|qui|le|la|les|un|une|est|sont|était|a|ont|ne|pas|mais|plus|moins|se|il|elle|ils|elles|on|nous|vous|je|tu|mille|comme|d|l|qu|où|puis)$/iu;
const FEMININE =
  /(?:[ts]ions?|[^m]tés?|ées?|[ae]nces?|ettes?|elles?|esses?|ures?|ines?|aines?|ises?|ades?|ailles?|euses?|trices?|oires?|ères?|[^aeou]ies?|thèques?|ières?|ouilles?|eilles?|illes?|onnes?|ottes?|ules?|udes?|ences?|rges?|ches|aves?|ves)$|^(?:heures?|minutes?|secondes?|fois|pages?|places?|femmes?|tables?|chaises?|maisons?|rues?|langues?|lettres?|routes?|tonnes?|tasses?|boîtes?|cuillères?|gouttes?|cartes?|portes?|étoiles?|nuits?|mains?|parties?|vies?|villes?|tranches?|chambres?|clés?|équipes?|lignes?|plages?|photos?|mères?|sœurs?|tantes?|poules?|vaches?|roses?|gousses?|pièces?|classes?|écoles?|îles?|larmes?|œuvres?|erreurs?|couleurs?|fleurs?|peurs?|valeurs?|douleurs?|odeurs?|hauteurs?|longueurs?|faveurs?|horreurs?|rumeurs?|saveurs?|tumeurs?|semaines?|journées?|marches?|branches?|dents?|forêts?|fins?|chansons?|leçons?|façons?|raisons?|saisons?|boissons?|prisons?|rançons?|dimensions?|images?|plantes?|pierres?|guerres?|terres?|balles?|salles?|étapes?|lampes?|pommes?|ombres?|règles?|armes?|dates?|fêtes?|têtes?|bêtes?|notes?|listes?|pistes?|taxes?|primes?|voix|croix|noix|souris|fourmis|brebis|jupes?|robes?|montres?|fenêtres?|lunes?|dunes?|personnes?|bouches?|cases?|phrases?|bases?|tasses?|courses?|bourses?|réponses?|danses?|offres?|chaînes?|marques?|banques?|attaques?|études?|usines?|machines?|voitures?|cloches?|fiches?|tâches?|demandes?|bandes?|commandes?|viandes?|mains?|fermes?|formes?|plumes?|cibles?|bibles?|vues?|fautes?|côtes?|pattes?|pâtes?|dettes?|visites?|suites?|limites?|réunions?|unions?|opinions?|options?|lois|loi|faims?|soifs?|nefs?|clefs?|vertus?|tribus?|eaux?|peaux?)$/u;
const MASCULINE =
  /^(?:étés?|musées?|trophées?|lycées?|silences?|squelettes?|magazines?|arrêtés?|comités?|côtés?|traités?|domaines?|stades?|grades?|moulins?|territoires?|laboratoires?|répertoires?|conservatoires?|observatoires?|interrogatoires?|pourboires?|ivoires?|pères?|frères?|caractères?|mystères?|ministères?|critères?|repères?|cimetières?|derrières?|génies?|incendies?|parapluies?|foies?|murmures?|chiffres?|capitaines?|titres?|aînés?|députés?|employés?|invités?|pavés?|blessés?|passés?|degrés?|prés?|fossés?|procédés?|congés?|abonnés?|mètres?|véhicules?|articles?|modules?|scrupules?|crépuscules?|ridicules?|préjudices?|épisodes?|codes?|modes?|élèves?|rêves?|fleuves?|esclaves?|téléphones?|cyclones?|clones?|trônes?|pylônes?|synonymes?|gages?)$/u;

const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2)
    return counted(after).noun ? (counted(after).gender === 'f' ? 'une demi' : 'un demi') : 'un demi';
  const name = { 2: 'demi', 3: 'tiers', 4: 'quart' }[bottom] ?? ordinal(bottom, 'm');
  return `${number(top)} ${name}${top === 1 || name.endsWith('s') ? '' : 's'}`;
}

/** French of France. */
export const french: Locale = defineLocale({
  voice: 'fr',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u2009\u202f'’]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  decimals: (digits) => decimalsAsNumber(digits, DIGITS, number, 3),
  telephone: (groups) =>
    groups
      .flatMap((group) => (/^33\d{9}$/.test(group) ? ['33', group.charAt(2), group.slice(3)] : [group]))
      .flatMap((group) => (group.length > 5 && group.length % 2 === 0 ? (group.match(/\d\d/g) ?? []) : [group]))
      .map((group) => decimalsAsNumber(group, DIGITS, number))
      .join(', '),
  telephonePattern: String.raw`0\d(?:[ .\u00a0\u202f-]\d{2}){4}|0\d{9}|(?<=\b[Cc]omposez le )\d{2,4}`,
  words: {
    decimal: 'virgule',
    minus: 'moins',
    to: 'à',
    toDate: 'au',
    by: 'sur',
    and: 'et',
    toAfter: { du: 'au', saison: '', scolaire: '', universitaire: '' },
  },
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  otherMonths: String.raw`(?:janv|févr|fév|avr|juill?|sept|oct|nov|déc)\.?`,
  date: (day, month, year) =>
    `${day === 1 ? 'premier' : number(day)} ${month}${year === undefined ? '' : ` ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours =
      hour === 0
        ? 'zéro heure'
        : `${cardinal(String(hour), { ...UNCOUNTED, gender: 'f' })} ${hour === 1 ? 'heure' : 'heures'}`;
    const minutes = cardinal(String(minute), UNCOUNTED);
    if (second !== undefined) return `${hours}, ${minutes} minutes et ${number(second)} secondes`;
    if (minute === 0) return hours;
    if (minute === 30 && hour > 0 && hour < 12) return `${hours} trente`;
    return `${hours} ${minute === 1 ? 'une' : minutes}`;
  },
  hourMark: String.raw`[ \u00a0]?h(?:eures?)?\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const part =
      top === 1 && bottom === 2 ? (counted(after).gender === 'f' ? 'demie' : 'demi') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, counted(after))} et ${part}`;
  },
  currencies: CURRENCIES,
  scale: 'mille|millions?|milliards?|billions?|billiards?|trillions?',
  scaled: (scale, name) =>
    scale === 'mille' ? `mille ${name}` : `${scale} ${/^[aeiouhyéèêœ]/.test(name) ? "d'" : 'de '}${name}`,
  withCents: (whole, cents) => `${whole} ${cents.replace(/ centimes?$/, '')}`,
  magnitudes: MAGNITUDES,
  units: UNITS,
  measures: MEASURES,
  calendar: CALENDAR,
  mathematics: MATHEMATICS,
  codes: CODES,
  unitedStates: UNITED_STATES,
  capitals: CAPITALS,
  signNames: SIGN_NAMES,
  labels: LABELS,
  isPlural: (word) => /[sx]$/u.test(word),
  yearAfter: "en|depuis|année|l'an|dès|fin|début",
  abbreviations: ABBREVIATIONS,
  numbered: NUMBERED,
  signs: {
    '+': 'plus',
    '=': 'égale',
    '×': 'fois',
    '÷': 'divisé par',
    '±': 'plus ou moins',
    '≈': 'environ',
    '≠': 'différent de',
    '<': 'inférieur à',
    '>': 'supérieur à',
    '≤': 'inférieur ou égal à',
    '≥': 'supérieur ou égal à',
    '&': 'et',
    '%': 'pour cent',
    '‰': 'pour mille',
    '°': 'degrés',
    '@': 'arobase',
    '#': 'dièse',
    '/': 'barre oblique',
    '\\': 'antislash',
    _: 'tiret bas',
    '~': 'environ',
    '©': 'copyright',
    '®': 'marque déposée',
    '™': 'marque',
    '§': 'paragraphe',
    '→': 'vers',
    '^': 'puissance',
    '√': 'racine de',
    '∞': 'infini',
    '−': 'moins',
    '<=': 'inférieur ou égal à',
    '>=': 'supérieur ou égal à',
    '!=': 'différent de',
    '->': 'vers',
    '=>': 'implique',
    '⇒': 'implique',
  },
  addressSigns: {
    '.': 'point',
    '/': 'slash',
    '-': 'tiret',
    _: 'tiret bas',
    '@': 'arobase',
    ':': 'deux points',
    '?': "point d'interrogation",
    '=': 'égale',
    '&': 'et',
    '#': 'dièse',
    '+': 'plus',
    '%': 'pour cent',
    '~': 'tilde',
  },
  firstRules: FRENCH_FIRST,
  rules: frenchRules(() => french),
});
