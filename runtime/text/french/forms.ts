import type { CalendarForms } from '../written/rule-words.ts';
import type { Codes } from '../written/rule-words.ts';
import type { Named } from '../written/rule-words.ts';
import type { Mathematics } from '../written/rule-words.ts';
import type { Measures } from '../written/rule-words.ts';
import { cardinal } from './numbers.ts';

const noun = (one: string, many: string, gender: Named['gender'] = 'm'): Named => ({ one, many, gender });

/** "au carré", "puissance moins six". */
function raised(exponent: string): string {
  if (exponent === '2') return 'au carré';
  if (exponent === '3') return 'au cube';
  const digits = exponent.replace(/^[-−+]/, '');
  const said = /^\d+$/.test(digits) ? cardinal(digits, { gender: 'm', noun: false, word: '' }) : digits;
  return `puissance ${/^[-−]/.test(exponent) ? 'moins ' : ''}${said}`;
}

export const MEASURES: Measures = {
  per: (unit) => `par ${unit}`,
  perHundred: 'aux',
  each: 'jour|semaine|mois|an|année|heure|nuit|personne|minute|seconde|habitant|trimestre|sem|j',
  raised,
  square: noun('carré', 'carrés'),
  cube: noun('cube', 'cubes'),
  minute: noun('minute', 'minutes', 'f'),
  second: noun('seconde', 'secondes', 'f'),
  inch: noun('pouce', 'pouces'),
  degree: noun('degré', 'degrés'),
  compass: {
    N: 'nord',
    S: 'sud',
    E: 'est',
    W: 'ouest',
    O: 'ouest',
    NE: 'nord-est',
    NO: 'nord-ouest',
    NW: 'nord-ouest',
    SE: 'sud-est',
    SO: 'sud-ouest',
    SW: 'sud-ouest',
  },
  secondsAfter: 'en',
  compassAfter: 'du|au|vers le|vent(?: de)?|cap',
  unitWordAfter: '',
  andCentimetres: ' ',
  afterDegrees: String.raw`[ \u00a0](?:de (?:fièvre|température|latitude|longitude)|à l'ombre|au soleil|en dessous|au-dessous|nord|sud|est|ouest)`,
};

export const CALENDAR: CalendarForms = {
  weekdays: {
    lun: 'lundi',
    mar: 'mardi',
    mer: 'mercredi',
    jeu: 'jeudi',
    ven: 'vendredi',
    sam: 'samedi',
    dim: 'dimanche',
  },
  dateAfter:
    "le|du|au|dès le|jusqu'au|date|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun\\.?|mar\\.?|mer\\.?|jeu\\.?|ven\\.?|sam\\.?|dim\\.?",
  dottedAfter: 'le|du|au',
  fractionBefore: String.raw`[ \u00a0](?:de|du|des|finale|heure|litre|tarif|journée)(?!\p{L})|[ \u00a0]d'`,
  monthYear: (month, year) => `${month} ${cardinal(year, { gender: 'm', noun: false, word: '' })}`,
  timeAfter: '(?!)',
  half: { a: 'A M', p: 'P M' },
};

export const MATHEMATICS: Mathematics = {
  raised,
  ratio: 'pour',
  outOf: 'sur',
  partAfter:
    'étape|page|épisode|partie|question|exercice|niveau|leçon|diapo|sauvegarde|fichier|tâche|essai|manche|round|tour|photo|image|lot',
  pressure: 'sur',
  pressureAfter: 'tension|[TP]\\.?A\\.?',
  of: 'de',
  prime: 'prime',
  molar: 'molaire',
  yields: 'donne',
  times: noun('fois', 'fois', 'f'),
  star: noun('étoile', 'étoiles', 'f'),
  positive: 'plus',
  negative: 'moins',
  bloodAfter: 'sang|groupe|donneur|rhésus',
};

export const CODES: Codes = {
  codeAfter:
    "PIN|ID|identifiant|mdp|code(?: de vérification| de sécurité| d'accès| secret)?(?: est)?|mot de passe(?: est)?|OTP|CVV|se terminant par|terminant par|finissant par|matricule|IBAN|SIRET|SIREN",
  telephoneAfter: '(?!)',
  versionAfter: 'version|versions|v\\.',
  lawAfter: '(?:loi|lois|décret|décrets|ordonnance|arrêté|directive|règlement|arrêt|circulaire)(?: n[°º])?',
};

/** Nouns that a number after them names. */
export const LABELS =
  '§+|chapitre|chap\\.|pp?\\.|art\\.|fig\\.|vol\\.|chambre|salle|article|page|ligne|bloc|porte|étage|numéro|niveau|phase|type|groupe|leçon|exercice|thème|tome|volume|acte|scène|vol|bus|tram|train|voie|quai|table|place|siège|rang|rangée|chaîne|option|étape|paragraphe|section|tableau|figure|annexe|verset|psaume|partie|version|secteur|zone|lot|case|piste|route|autoroute|journée|saison|épisode|question|problème|note|unité|module|cours|classe|appartement|bureau|kilomètre|taille|modèle|maillot|code|sortie|terminal|hall|entrée|bâtiment|escalier|semaine|jour|lycée|cac|catégorie';
