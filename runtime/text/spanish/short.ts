import { wordSet } from '../written/capitals.ts';
import type { Capitals } from '../written/capitals.ts';
import { shortForms } from '../written/short-forms.ts';

export const ABBREVIATIONS =
  shortForms(`Sr. señor; Sra. señora; Srta. señorita; Sres. señores; Sras. señoras; Dr. doctor; Dra. doctora; Dres. doctores;
 Dña.,D.ª,Dª doña; Prof. profesor; Profa.,Prof.ª profesora; Lic. licenciado; Lcdo. licenciado; Lcda. licenciada; Ing. ingeniero; Arq. arquitecto; Abg. abogado; Mtro. maestro; Mtra. maestra; Dip. diputado; Sen. senador; Gral. general; Cap. capitán; Cnel. coronel; Tte. teniente; Sgto. sargento;
 Pdte. presidente; Pdta. presidenta; Dir. director; Mons. monseñor; Hnos. hermanos; Hno. hermano; Hna. hermana; Fdo. firmado; Excmo. excelentísimo; Excma. excelentísima; Ilmo. ilustrísimo; Ilma. ilustrísima; Sto. santo; Sta. santa; Ntra. nuestra; Ntro. nuestro;
 Avda.,Avd.,Av. avenida; Pza.,Plza. plaza; Pl. plaza; Ctra. carretera; Urb. urbanización; Pol. = polígono; Edif. edificio; Bco. banco; Pje. pasaje; Ud.,Vd. usted; Uds.,Vds. ustedes; izda.,izq. izquierda; izdo. izquierdo; dcha. derecha; dcho. derecho;
 tel.,teléf.,tfno.,telf. teléfono; ext. extensión; móv. móvil; etc. etcétera; p. ej. = por ejemplo; p.ej.,p.e. por ejemplo; EE. UU. = Estados Unidos; EE.UU.,EEUU,EE.UU,EUA Estados Unidos; EE UU = Estados Unidos; RR. HH. = Recursos Humanos; RR.HH.,RRHH Recursos Humanos; RR. PP. = Relaciones Públicas; JJ. OO. = Juegos Olímpicos; JJ.OO.,JJOO Juegos Olímpicos; CC. AA. = Comunidades Autónomas; CC.AA.,CCAA Comunidades Autónomas; FF. AA. = Fuerzas Armadas; DD. HH. = Derechos Humanos; DD.HH. Derechos Humanos;
 a. C. = antes de Cristo; a.C. antes de Cristo; d. C. = después de Cristo; d.C. después de Cristo; a. de C. = antes de Cristo; d. de C. = después de Cristo; AEC antes de la era común; EC era común; S. A. = ese a; S.A. ese a; S.L. ese ele; S. L. = ese ele; S.A.U. ese a u; Cía. compañía; c/c cuenta corriente; cta. cuenta; c/u cada uno; S.M. Su Majestad; SS. MM. = Sus Majestades; P.D. posdata; P. D. = posdata; PD: posdata:; N.B. nota bene; R.I.P. descanse en paz; q.e.p.d. que en paz descanse; D.F. de efe;
 aprox. aproximadamente; máx. máximo; mín. mínimo; dpto.,depto. departamento; adj. adjunto; admón. administración; avda. avenida; cód. código; C.P.,CP código postal; C. P. = código postal; gob. gobierno; ej. ejemplo; ed. edición; vto. vencimiento; s/n sin número; s. n. = sin número; a/a a la atención; ref. referencia; Rte. remite; rte. restaurante; bto. bruto; impto. impuesto; Atte.,Atte atentamente; Col. colonia; Del. delegación; Mpio. municipio; Blvd.,Bvd. bulevar; Prol. prolongación; Fracc. fraccionamiento; Pról. prólogo; Esq. esquina; Bº barrio; Gta. glorieta; Cra.,Cr.,Kra. carrera; Cll. calle; Cdad. ciudad; Prov. provincia; Pcia. provincia; Mun. municipio; Ayto. ayuntamiento; Univ. universidad; Fac. facultad; Hosp. hospital; Inst. instituto; Nal. nacional; Ind. industrial; Nte. norte; Ote. oriente; Sdad. sociedad; Coop. cooperativa; Vda. viuda; Rvdo. reverendo; Rvda. reverenda; Fdez. Fernández; Glez.,Gonz. González; Hdez. Hernández; Mtnez.,Mtz. Martínez; Rguez.,Rdguez.,Rdez. Rodríguez; Fco. Francisco; Tel:,tel:,Telf:,Tlf:,Tfno: teléfono:; Tlf.,Tlfno. teléfono; hum. humedad; op. cit. = obra citada; Ph.D. pe hache de; Comp.,Comps. comprimidos; sig. siguiente; sigs. siguientes; ant. anterior; cap. ant. = capítulo anterior; cap. sig. = capítulo siguiente; N. del T. = Nota del Traductor; N. de la T. = Nota de la Traductora; N. de la R. = Nota de la Redacción; N. del E. = Nota del Editor; SS.AA.RR. Sus Altezas Reales; S.A.R. Su Alteza Real; SS.MM. Sus Majestades; S.S. Su Santidad; S.E. Su Excelencia; Vit. vitamina; Esp. especialidad; §§ secciones; loc. cit. = lugar citado; et al. = et al; s. n. m. = sobre el nivel del mar; s.n.m. sobre el nivel del mar; tb,tbn también; pq porque; bn bien; xa para; porfa por favor; finde fin de semana; mñn mañana; grax gracias; ntp no te preocupes; salu2 saludos; aprox aproximadamente; Pº paseo; P.º paseo; v.g. verbigracia; vs.,vs versus; cf.,cfr. confróntese; M.ª,Mª María; n.º,N.º,nº,Nº,n°,N°,núm. número; núms.,n.os,n.ºs números; C/ calle ; c/ calle ; xq porque; km/h kilómetros por hora; incl. incluido; temp. temperatura; Temp. máx. = temperatura máxima; Temp. mín. = temperatura mínima; temp. máx. = temperatura máxima; temp. mín. = temperatura mínima; dto.,dcto. descuento; pág. página; págs. páginas; tqm te quiero mucho; xfa por favor; bss besos; tmb también; dnd donde; msj mensaje; excl. excluido; trim. trimestre; y/o y o`);

/** What titles are for women, where they are written as for men. */
export const FEMININE_TITLES =
  'Prof. profesora; Lic. licenciada; Ing. ingeniera; Arq. arquitecta; Abg. abogada; Dr. doctora; Dir. directora; Pdte. presidenta; Cap. capitana; Sgto. sargenta; Mtro. maestra; Dip. diputada; Sen. senadora';

/** Read in full only before a number. */
export const NUMBERED = shortForms(
  `p.,pág.,pg. página; pp.,págs.,pgs. páginas; art. artículo; arts. artículos; cap. capítulo; caps. capítulos; fig. figura; figs. figuras; vol. volumen; vols. volúmenes; t. tomo; n. número; núm. número; No. número; lín. línea; col. columna; párr. párrafo; sec. sección; tít. título; apdo. apartado; apto.,apto apartamento; dpto.,dpto,depto.,depto departamento; ap. apartado; hab. habitación; v. versículo; ed. edición; tab. tabla; ej. ejemplo; s. siglo; ss. siglos; ca. circa; c. circa; pta. puerta; esc. escalera; int. interior; mz. manzana; lt. lote; Cl. calle; Dg. diagonal; exp. expediente; km. kilómetro`,
);

export const CAPITALS: Capitals = {
  said: wordSet(
    'onu led boe sgae var rae iso dana aemet tac nif cif ico nie otan nasa unesco unicef opep ovni sida uci pib iva inem ave renfe fifa uefa fiba mir pyme pymes tac ere erte eta pin opa icex ibex mercosur sica cepal fao alca tic láser radar sonar covid ram rom wifi conacyt issste unam pemex telmex sat soat',
  ),
  spelt: wordSet(
    'ong vip fmi oms ceo adn arn dni bce cet pet vih mit hiv roi api ipo ugt ue eeuu usb pdf url cpu gps sms pvp tdah ia ai ee uu oea nba cis',
  ),
  short: wordSet(
    'a y o u e el la lo los las un una uno de del al en con por sin so tras que qué se sé si sí no ya más mas muy tan ni mi mí mis tu tú tus su sus me te le les nos os él ella eso esa ese esto esta este es son fue era ser soy eres ha he hay han has va van voy ve ver da dan dar di doy ir id yo aquí ahí allí hoy ayer bien mal todo toda nada algo cada casi solo sólo aún bajo ante como cómo cual cuál para pero hace haz hizo sal sale ven pon di fin día mes año hora vez dos tres seis diez mil gran uso luz sol mar paz rey ley pan té gas tren bus dios vida amor casa agua país ojo alto stop sur oro hijo niño gol sale ojalá nunca jamás',
  ),
  names: { X: 'equis' },
  plurals:
    'as bes ces des es efes ges haches íes jotas kas eles emes enes oes pes cus erres eses tes úes uves uves_dobles equis i_griegas zetas',
  threeLetters: /^(?:[bcdfgjlmnprstvz][aeiou][lmnrsdzt]|[aeiou][bcdfgjlmnprstvz][aeiou])$/,
  speakable: /^(?:(?:ch|ll|rr|qu|gu|[bcdfgpt][lr]|[bcdfghjklmnñprstvxyz])?[aeiou]{1,2}[nsrldzxm]?)+$/u,
};
