import type { CalendarForms } from '../written/rule-words.ts';
import type { Codes } from '../written/rule-words.ts';
import type { Named } from '../written/rule-words.ts';
import type { Mathematics } from '../written/rule-words.ts';
import type { Measures } from '../written/rule-words.ts';
import { cardinal } from './numbers.ts';

export const MONTHS = 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre';

const noun = (one: string, many: string, gender: Named['gender'] = 'm'): Named => ({ one, many, gender });

/** "al quadrato", "alla meno sei". */
function raised(exponent: string): string {
  if (exponent === '2') return 'al quadrato';
  if (exponent === '3') return 'al cubo';
  const digits = exponent.replace(/^[-−+]/, '');
  const said = /^\d+$/.test(digits) ? cardinal(digits, { gender: 'm', noun: false, word: '' }) : digits;
  return `elevato a ${/^[-−]/.test(exponent) ? 'meno ' : ''}${said}`;
}

const TIMES = /^(?:dì|secondo|minuto|giorno|mese|metro|chilo|litro|grammo|pezzo|chilogrammo|quintale|trimestre)$/u;

export const MEASURES: Measures = {
  per: (unit) =>
    TIMES.test(unit)
      ? `al ${unit}`
      : /^(?:ora|anno)$/u.test(unit)
        ? `all'${unit}`
        : /^(?:settimana|notte)$/u.test(unit)
          ? `a ${unit}`
          : `per ${unit}`,
  perHundred: 'per',
  each: 'giorno|settimana|mese|anno|ora|notte|persona|minuto|secondo|abitante|trimestre|sett|die|dì',
  raised,
  square: noun('quadrato', 'quadrati'),
  cube: noun('cubo', 'cubi'),
  minute: noun('minuto', 'minuti'),
  second: noun('secondo', 'secondi'),
  inch: noun('pollice', 'pollici'),
  degree: noun('grado', 'gradi'),
  compass: {
    N: 'nord',
    S: 'sud',
    E: 'est',
    W: 'ovest',
    O: 'ovest',
    NE: 'nord est',
    NO: 'nord ovest',
    NW: 'nord ovest',
    SE: 'sud est',
    SO: 'sud ovest',
    SW: 'sud ovest',
  },
  secondsAfter: 'in',
  compassAfter: 'dal|da|a|verso|vento|direzione',
  unitWordAfter: String.raw`(?<!\p{L})(?:d[ai]|su|circa|oltre|per|quasi|misura|estes[oa])[ \u00a0]`,
  andCentimetres: ' e ',
  afterDegrees: String.raw`[ \u00a0](?:di (?:febbre|temperatura|latitudine|longitudine|inclinazione|massima|minima)|all'ombra|al sole|sotto (?:lo )?zero|sopra (?:lo )?zero|centigradi|ventilat[oi]|static[oi]|(?:in|nel) forno|fuori|dentro|nord|sud|est|ovest)`,
};

export const CALENDAR: CalendarForms = {
  weekdays: {
    lun: 'lunedì',
    mar: 'martedì',
    mer: 'mercoledì',
    gio: 'giovedì',
    giov: 'giovedì',
    ven: 'venerdì',
    sab: 'sabato',
    dom: 'domenica',
  },
  dateAfter: `il|dal|al|del|entro il|fino al|giorno|data|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|lun\\.?|mar\\.?|mer\\.?|giov?\\.?|ven\\.?|sab\\.?|dom\\.?`,
  dottedAfter: 'il|dal|al|del|entro il|fino al',
  fractionBefore: String.raw`[ \u00a0](?:d[ie]|del|dello|della|dei|degli|delle)(?!\p{L})|[ \u00a0]d(?:ell)?'`,
  monthYear: (month, year) => `${month} ${cardinal(year, { gender: 'm', noun: false, word: '' })}`,
  timeAfter:
    "(?:d?alle|delle|verso le|per le|tra le|fra le|prima delle|dopo le|e le|ore|le|h|h\\.)(?: ore)?|(?:[ad]|da|de)ll['’]",
  durationAfter:
    'dura|durano|durata|durare|durato|manca|mancano|resta|restano|in|per|circa|quasi|oltre|ogni|da|più di|meno di|film di|riunione di|lezione di|viaggio di|volo di',
  half: { a: 'A M', p: 'P M' },
};

export const MATHEMATICS: Mathematics = {
  raised,
  ratio: 'a',
  outOf: 'su',
  partAfter:
    'passo|passaggio|fase|pagina|episodio|puntata|parte|domanda|esercizio|livello|lezione|slide|backup|file|tentativo|round|turno|tappa|foto|lotto',
  pressure: 'su',
  pressureAfter: 'pressione|P\\.?A\\.?',
  of: 'di',
  prime: 'primo',
  molar: 'molare',
  yields: 'dà',
  times: noun('volta', 'volte', 'f'),
  star: noun('stella', 'stelle', 'f'),
  positive: 'positivo',
  negative: 'negativo',
  bloodAfter: 'sang|gruppo|donatore|fattore',
};

export const CODES: Codes = {
  codeAfter:
    'PIN|ID|codice(?: di verifica| di sicurezza| di accesso| postale)?(?: è)?|password(?: è)?|CAP|OTP|CVV|che finisce con|che termina con|protocollo|matricola|targa|rif\\.',
  telephoneAfter:
    'tel\\.|cell\\.|telefono(?: è(?: il| lo)?)?|cellulare(?: è(?: il| lo)?)?|numero(?: è(?: il| lo)?)?|WhatsApp(?: è(?: il)?)?|fax|(?:chiam(?:a|ate|i|are|ami|ateci|aci)|telefon(?:a|ate|i|are)|scriv(?:i|ete|imi|ici|eteci)|compon(?:i|ete|ga)|digit(?:a|ate|i)) (?:al|allo|il|lo)|contattaci al',
  versionAfter: 'versione|versioni|release|v\\.',
  lawAfter:
    '(?:legge|leggi|decreto|decreti|legislativo|legge costituzionale|direttiva|regolamento|sentenza|ordinanza|delibera|circolare|d\\.?lgs\\.?|d\\.l\\.|D\\.P\\.R\\.|d\\.P\\.R\\.|DPR|D\\.M\\.|L\\.|l\\.|determina|dl|ddl)(?: n\\.?°?)?',
};

/** Nouns that a number after them names. */
export const LABELS =
  '§+|capitol[oi]|capp?\\.|pagg?\\.|pp?\\.|artt?\\.|figg?\\.|voll?\\.|camera|stanza|articol[oi]|pagin[ae]|righe|riga|sala|aula|blocco|porta|piano|numero|livello|fase|tipo|gruppo|lezione|esercizio|tema|tomo|volume|atto|scena|volo|autobus|tram|treno|binario|via|tavolo|posto|fila|canale|opzione|passo|paragrafo|sezione|tabella|figura|allegato|versetto|salmo|parte|versione|settore|zona|distretto|lotto|casella|corsia|linea|strada|giornata|stagione|episodio|puntata|domanda|problema|nota|unità|modulo|corso|classe|appartamento|interno|ufficio|chilometro|taglia|misura|modello|maglia|codice|uscita|gate|cancello|scala|padiglione|settimana|giorno|quartiere|municipio';
