import { anyOf } from '../written/counted.ts';

/** Nouns of the feminine whose end does not tell. */
const FEMININE_NOUNS = anyOf(`
  noites? chaves? partes? tardes? vez vezes voz vozes luz luzes cruz cruzes raiz raízes noz nozes paz mãos? classes?
  flor flores cor cores dor dores colher colheres mulher mulheres redes? sedes? paredes? leis? fotos? motos? tribos?
  fases? frases? bases? crises? análises? teses? sínteses? hipóteses? doses? mortes? artes? pontes? fontes? mentes?
  gentes? frentes? correntes? sementes? serpentes? neves? naves? aves? greves? faces? carnes? árvores? torres? febres?
  espécies? séries? superfícies? gripes? equipes? sortes? lentes? enchentes? vertentes? variantes? estantes? nuvem
  nuvens ordem ordens mães? capital capitais catedral catedrais filial filiais vogal vogais peles? saúde metades?`);

/** Nouns of the masculine that end like those of the feminine. */
const MASCULINE_NOUNS = anyOf(`
  dias? corações coração mapas? climas? dramas? panoramas? pijamas? idiomas? sintomas? aromas? axiomas? genomas? diplomas? hematomas?
  cromossomas? biomas? enigmas? estigmas? dogmas? prismas? fantasmas? plasmas? traumas? planetas? cometas? atletas?
  poetas? profetas? piratas? acrobatas? democratas? patriotas? colegas? camaradas? sofás? gorilas? coalas? pandas?
  pumas? megas? gigas? gramas? guardas? homicidas? suicidas? carmas?`);

export const FEMININE = new RegExp(
  `(?:as?|ãs?|[çsx]ão|[çsx]ões|[gn]i(?:ão|ões)|dades?|ge[mn]s?|tudes?|tri(?:z|zes)|^(?:${FEMININE_NOUNS}))$`,
  'u',
);
export const MASCULINE = new RegExp(
  `(?:gramas?|(?<!cr|^g|diad|^qu|extr|supr)emas?|(?<!^l|^p|^v|^ar|rev|trev|onqu|prov|^cr)istas?|^(?:${MASCULINE_NOUNS}))$`,
  'u',
);
