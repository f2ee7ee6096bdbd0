import type { CalendarForms } from '../written/rule-words.ts';
import type { Codes } from '../written/rule-words.ts';
import type { Named } from '../written/rule-words.ts';
import type { Mathematics } from '../written/rule-words.ts';
import type { Measures } from '../written/rule-words.ts';
import { cardinal } from './numbers.ts';

const noun = (one: string, many: string, gender: Named['gender'] = 'm'): Named => ({ one, many, gender });

/** "al cuadrado", "elevado a menos seis". */
function raised(exponent: string): string {
  if (exponent === '2') return 'al cuadrado';
  if (exponent === '3') return 'al cubo';
  const digits = exponent.replace(/^[-−+]/, '');
  const said = /^\d+$/.test(digits) ? cardinal(digits, { gender: 'm', noun: false, word: '' }) : digits;
  return `elevado a ${/^[-−]/.test(exponent) ? 'menos ' : ''}${said}`;
}

export const MEASURES: Measures = {
  per: (unit) =>
    /^(?:día|mes|año)$/u.test(unit) ? `al ${unit}` : /^semana$/u.test(unit) ? `a la ${unit}` : `por ${unit}`,
  perHundred: 'a los',
  each: 'día|semana|mes|año|hora|noche|persona|minuto|segundo|habitante|trimestre|sem',
  raised,
  square: noun('cuadrado', 'cuadrados'),
  cube: noun('cúbico', 'cúbicos'),
  minute: noun('minuto', 'minutos'),
  second: noun('segundo', 'segundos'),
  inch: noun('pulgada', 'pulgadas', 'f'),
  secondsAfter:
    'dura|duran|duró|durante|descans\\p{L}{1,4}|aguant\\p{L}{1,4}|espera|mant[eé]n|plancha|series? de|pausas? de|cada|en solo|en sólo|en apenas',
  heightAfter: 'mid[eo]|miden|medía|altura|estatura|alt[oa]',
  degree: noun('grado', 'grados'),
  compass: {
    N: 'norte',
    S: 'sur',
    E: 'este',
    W: 'oeste',
    O: 'oeste',
    NE: 'noreste',
    NO: 'noroeste',
    NW: 'noroeste',
    SE: 'sureste',
    SO: 'suroeste',
    SW: 'suroeste',
  },
  compassAfter: 'del|al|hacia el|desde el|rumbo|viento|dirección|sentido',
  andCentimetres: ' ',
  afterDegrees: String.raw`[ \u00a0](?:de (?:fiebre|temperatura|latitud|longitud|inclinación|máxima|mínima|ángulo|calor)|a la (?:sombra|intemperie)|al sol|bajo cero|sobre cero|centígrados|norte|sur|este|oeste)`,
};

export const CALENDAR: CalendarForms = {
  weekdays: {
    lun: 'lunes',
    mar: 'martes',
    mié: 'miércoles',
    mier: 'miércoles',
    miér: 'miércoles',
    jue: 'jueves',
    vie: 'viernes',
    vier: 'viernes',
    sáb: 'sábado',
    sab: 'sábado',
    dom: 'domingo',
  },
  weekdayAfter: '[Ee]l|[Ll]os|[Ee]ste|[Ee]se|[Cc]ada|del|al|pr[oó]ximo|pasado',
  dateAfter:
    'el|del|al|día|días|lunes|martes|miércoles|jueves|viernes|sábado|domingo|desde|hasta|fecha|antes de|a partir del',
  fractionBefore: String.raw`[ \u00a0](?:de|del|partes?)(?!\p{L})`,
  monthYear: (month, year) => `${month} de ${cardinal(year, { gender: 'm', noun: false, word: '' })}`,
  timeAfter: '(?:a|de|desde|hasta|sobre|entre|para|antes de|después de|y)[ \u00a0]las?|las',
  durationAfter:
    'tiempo(?: de)?|marca(?: de)?|récord(?: de)?|dura|duran|duró|durar|duración|falta|faltan|queda|quedan|tarda|tardan|tardó|en|durante|por|hace|casi|unas?|cerca de|más de|menos de|tras|cada|película de|reunión de|clase de|viaje de|vuelo de',
  half: { a: 'a eme', p: 'pe eme' },
};

export const MATHEMATICS: Mathematics = {
  raised,
  ratio: 'a',
  outOf: 'sobre',
  pressure: 'sobre',
  pressureAfter: 'tensión|presión|T\\.?A\\.?|P\\.?A\\.?',
  of: 'de',
  functions: {
    names: {
      sen: 'seno',
      sin: 'seno',
      cos: 'coseno',
      tan: 'tangente',
      tg: 'tangente',
      log: 'logaritmo',
      ln: 'logaritmo neperiano',
    },
    base: 'en base',
    cubeRoot: 'raíz cúbica de',
    factorial: 'factorial',
  },
  prime: 'prima',
  molar: 'molar',
  yields: 'da',
  times: noun('vez', 'veces', 'f'),
  star: noun('estrella', 'estrellas', 'f'),
  positive: 'positivo',
  negative: 'negativo',
  bloodAfter: 'sang|grupo|tipo|donante|factor',
};

export const CODES: Codes = {
  codeAfter:
    'PIN(?: es)?|PUK(?: es)?|código(?: postal| de verificación| de acceso| de seguridad)?(?: es)?|clave(?: es)?|contraseña(?: es)?|OTP(?: es)?|C\\.?P\\.?|IBAN|CVV|terminada en|terminado en|acaba en|acabada en|tarjeta|localizador|matrícula|DNI|referencia|ref\\.',
  telephoneAfter:
    'tel(?:éf|f)?\\.|tfno\\.|teléfono(?: es(?: el)?)?|móvil(?: es(?: el)?)?|celular(?: es(?: el)?)?|fijo(?: es(?: el)?)?|WhatsApp(?: es(?: el)?)?|fax|(?:ll[aá]m\\p{L}{1,5}|m[aá]r[cq]\\p{L}{1,4}|escr[ií]b\\p{L}{1,5}|contact\\p{L}{1,4}) (?:al|el|a|con el)',
  seatAfter: 'el|la|del|al',
  versionAfter: 'versión|versiones|release|v\\.',
  lawAfter:
    '(?:RD|RDL|LO|Real Decreto|Ley|Leyes|Decreto|Decretos|Decreto-ley|Orgánica|Resolución|Orden|Directiva|Reglamento|Sentencia|Circular|Acuerdo|Ordenanza|Instrucción)(?: \\(UE\\))?(?: n\\.?º)?',
};

/** Nouns that a number after them names. */
export const LABELS =
  '§+|capítulo|caps?\\.|págs?\\.|pp?\\.|arts?\\.|figs?\\.|vols?\\.|habitación|artículo|página|línea|sala|aula|bloque|puerta|planta|piso|portal|escalera|número|nivel|fase|tipo|grupo|lección|ejercicio|tema|tomo|volumen|acto|escena|vuelo|autobús|tren|vía|andén|mesa|asiento|fila|canal|opción|paso|párrafo|sección|apartado|tabla|figura|anexo|versículo|salmo|parte|versión|sector|zona|distrito|parcela|casilla|carril|ruta|carretera|autopista|línea|jornada|temporada|episodio|pregunta|problema|nota|unidad|módulo|curso|apartamento|departamento|apt?o\\.|dpto\\.|local|oficina|kilómetro|talla|modelo|premio|equipo|dorsal|código|error|pedido|factura|expediente|turno|celda|puesto|salida|ala|torre|butaca|ventanilla|cabina|grada|edificio|calle|avenida|semana|día|junio|julio|año';
