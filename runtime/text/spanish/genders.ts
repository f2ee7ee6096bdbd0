import { anyOf } from '../written/counted.ts';

/** Nouns of the feminine whose end does not tell. */
const FEMININE_NOUNS = anyOf(`
  noches? llaves? calles? clases? partes? tardes? vez veces voz voces luz luces paz cruz cruces raíz raíces nuez nueces
  perdiz perdices coz manos? fotos? motos? radios? leches? naves? aves torres? gentes? frases? bases? fases? red redes
  sedes? pared paredes ley leyes flor flores labor labores mujer mujeres sal sales señal señales catedral catedrales
  sucursal sucursales cárcel cárceles piel pieles credencial credenciales capital capitales vocal vocales imagen
  imágenes órdenes virgen vírgenes crisis tesis dosis síntesis hipótesis prótesis muertes? suertes? fuentes? mentes?
  corrientes? carnes? fiebres? claves? nubes? nieves? series? especies? superficies? gripes? tribus? vacantes?
  variantes? serpientes? opinión opiniones unión uniones reunión reuniones col coles hoces sienes sangre
  madres? sed`);

/** Nouns of the masculine that end like those of the feminine. */
const MASCULINE_NOUNS = anyOf(`
  días? mediodías? tranvías? mapas? climas? dramas? panoramas? pijamas? idiomas? síntomas? aromas? axiomas? genomas?
  diplomas? hematomas? carcinomas? cromosomas? biomas? melanomas? enigmas? estigmas? dogmas? prismas? fantasmas?
  plasmas? traumas? planetas? atletas? poetas? profetas? piratas? acróbatas? demócratas? patriotas? policías?
  espías? colegas? camaradas? sofás? papás? gorilas? koalas? pandas? pumas? vodkas? megas? gigas? teras? kilogramas?
  gramas? guardias? homicidas? suicidas? trotamundos karmas? magmas? agua aula arma alma ala acta aspa alga arpa
  ama águila área hacha hada habla ancla ansia arca asa asta`);

export const FEMININE = new RegExp(
  `(?:as?|[csxg]i[óo]n(?:es)?|[dt]ad(?:es)?|tud(?:es)?|umbres?|itis|tri(?:z|ces)|^(?:${FEMININE_NOUNS}))$`,
  'u',
);
export const MASCULINE = new RegExp(
  `(?:gramas?|(?<!cr|^y|^g|diad|^qu|fl|extr|supr)emas?|(?<!^l|^p|^v|^ar|rev|trev|onqu|prov|^cr)istas?|^(?:${MASCULINE_NOUNS}))$`,
  'u',
);
