import { isWrapped } from './layout.ts';
import type { Language } from './types.ts';

/** The name by which Intl knows a language. */
export const LOCALE: Readonly<Record<Language, string>> = {
  'en-us': 'en-US',
  'en-gb': 'en-GB',
  es: 'es',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  pt: 'pt-BR',
  ja: 'ja',
  zh: 'zh',
};

/** Abbreviations after which a sentence usually goes on, by language; compared in lower case. */
const ABBREVIATIONS: Readonly<Partial<Record<Language, string>>> = {
  'en-us':
    'mr mrs ms mx dr prof rev fr hon gov sen rep gen col maj capt lt sgt cpl st mt ft vs no nos vol pp p ch fig sec dept est approx eg e.g ie i.e cf al viz inc ltd co corp ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec messrs cpl pvt adm cmdr supt insp pres bros assn univ bldg apt ste hwy pkwy mts rt mon tue tues weds thu thur thurs fri chs vols figs secs art arts sc app asst cpt eqs para paras cl cls op ext tel ind utd rm fl plat grp mtg appt qty amt acct attn mgr govt natl intl asst incl excl avg inv',
  es: 'ee rr hh jj cc ff dd ss sr sra srta sres sras dr dra dres d dña d.ª m.ª prof profa lic lcdo lcda ing arq gral cnel tte sgto pdte mons hno hna hnos excmo excma ilmo ilma sto sta ntra ntro av avda avd pza plza pl ctra urb edif c p pp pág págs pg núm núms n nº ej p.ej ud uds art arts cap caps fig figs vol vols t s ss tel teléf tfno telf ext vs cf cfr ref aprox apdo col blvd bvd prol fracc mpio gta abg pdta mtro mtra dip sen dir cía att esc blq parc trad cad vda univ hosp inst ind sig comps vit nte ote fdez glez hdez prov pcia cra lun mar mié jue vie sáb dom fdo c.p',
  fr: 'vit m mm mr mme mlle dr pr me st ste av ave bd boul pl r rte ch imp all sq bât esc appt apt p pp ex cf art chap fig vol no n t al col réf tél vs env apr ap p.ex lun mar mer jeu ven sam dim mgr chem rép dir civ cass fg dép bld cdt n.b janv févr avr juil sept oct nov déc',
  it: 'sig sigg sig.ra dott dott.ssa dr dr.ssa prof prof.ssa proff ing avv arch geom rag on sen gen col mons card cav comm pres dir egr gent.mo gent.ma ill.mo spett spett.le rev s ss p pp pag pagg es p.es cfr cf vs vd art artt cap fig vol sez par tab tav n nn nr int tel cell fraz loc prov d.lgs lun mar mer gio ven sab dom ca v.le c.so p.zza p.za p.le l.go v.lo b.go c.da uff ang vic sen ten gent.li gent.le sig.na',
  hi: 'डॉ डा प्रो पं श्री स्व कु रु रू सं पृ नं क्र क्रं प्रा लि ले इंजी इं एड कै मे ब्रिगे मि घं से फर फ़र जन अप्रै जुला अग सित सितं अक्टू अक्तू नव नवं दिस दिसं ई उदा जि तह वि अनु ता smt dr mr mrs prof sh er adv rs re no jan feb mar apr jun jul aug sep sept oct nov dec pvt ltd कं पो मो फो ग्रा ली छो च',
  pt: 'sr sra srª srta srs sras dr dra drª drs prof profa profª prof.ª eng enga arq adv gen cel cap ten sgt maj pe me exmo exma ilmo ilma dep sen pres d d.ª av r trav tv pç pça al rod estr jd vl lgo conj dir cia cj bl qd lt ver des univ hosp pref inst vit exa esq ap apto s sto sta pág págs pg p pp ex p.ex art arts cap caps fig figs vol vols séc sécs vs cf aprox tel cel seg ter qua qui sex sáb dom nº n i.e v.exa',
};

/** Abbreviations after which a sentence goes on with a number. */
const BEFORE_DIGITS: Readonly<Partial<Record<Language, string>>> = {
  es: 'tab mod apto dpto blq parc mz lt int máx mín ext esc hab exp incl ene feb mar abr may jun jul ago sep sept oct nov dic párr lín col sec tít ed versión pta bto min ec ecs',
  fr: 'max min incl env éd esc th vit sem ét rés janv févr mars avr juil sept oct nov déc sect tab ann hab éq eq',
  it: 'max min vit conf sc gen feb mar apr mag giu lug ago set sett ott nov dic capp figg voll ed col incl scad rif prot fatt lett q.tà cad eq eqq sent ord',
  hi: 'सोम मंगल बुध गुरु शुक्र शनि रवि जुल अक्टू अक्तू नवं दिसं सितं',
  pt: 'tab cj máx mín jan fev mar abr mai jun jul ago set out nov dez ag inc sl apt qto incl lin col ed qtd un ref cód eq eqs proc fls fl',
};

/** English abbreviations that also end sentences, and words that then begin the next one. */
const ENDERS = new Set('inc ltd co corp etc ave blvd rd st jr sr est dept al'.split(' '));
const STARTERS =
  /^["“'‘(]*(?:The|A|An|He|She|It|They|We|You|I|This|That|These|Those|There|In|On|At|But|And|So|If|When|While|After|Before|However|Then|His|Her|Its|Their|My|Our|What|Who|Why|How|Where|No|Yes|For|As|With)\b/;

/** English abbreviations that only stand before a number; "no" and "fig" are words. */
const BEFORE_NUMBER = new Set(
  'no nos vol vols p pp ch chs fig figs sec secs art arts sc app eqs para paras cl cls op ext tel rm fl plat grp qty amt incl excl avg'.split(
    ' ',
  ),
);

const splitters = new Map<Language, Intl.Segmenter>();

/** The sentences of a text, white space included: joined, they are the text. */
export function sentences(text: string, language: Language): string[] {
  let splitter = splitters.get(language);
  if (!splitter) {
    splitter = new Intl.Segmenter(LOCALE[language], { granularity: 'sentence' });
    splitters.set(language, splitter);
  }
  const result: string[] = [];
  let start = 0;
  for (const { segment, index } of splitter.segment(text)) {
    if (index === start || goesOn(text.slice(Math.max(start, index - LONGEST_END), index), segment, language)) continue;
    result.push(text.slice(start, index));
    start = index;
  }
  if (start < text.length) result.push(text.slice(start));
  return result;
}

/** No more than the last characters of a sentence tell whether it has ended. */
const LONGEST_END = 100;

/** Whether the text after a supposed sentence end belongs to the same sentence. */
function goesOn(previous: string, next: string, language: Language): boolean {
  if (/\n\s*\n\s*$/.test(previous)) return false;
  if (next.trim() === '' || !/[\p{L}\p{N}]/u.test(next)) return true;
  if (/(?:^|\s)\.$/.test(previous) && /^[\p{L}\p{N}]/u.test(next)) return true; // ".NET"
  if (/\.$/.test(previous) && /^\/\S/.test(next)) return true; // "03/mar./2024"
  const end = previous.trimEnd();
  if (/!\[$/.test(previous)) return true; // "![picture](address)"
  if (/!\s?$/.test(previous) && /^[=+×÷<>≤≥≠]/.test(next)) return true; // "5! = 120", "y != 5"
  if (!/[.!?…。！？।]["'”’»）)」』】\]]*$/u.test(end)) return /^\s*\p{Ll}/u.test(next) || isWrapped(previous, next);
  if (language === 'hi' && /^(?:में|के|की|का|को|से|तक|ने)(?![\p{L}\p{M}])/u.test(next)) return true;
  if (language === 'hi' && /\.$/.test(previous) && /^[\p{L}\p{N}]/u.test(next)) return true; // "आई.आई.टी."
  if (/[」』）”]$/u.test(end) && end.length === previous.length) return /^\s*[\p{Ll}とってのかはがをにで]/u.test(next);
  if (/[!?…！？。।]["'”’»]*$/u.test(end)) return /^[\p{Ll}]/u.test(next);
  if (/^\p{Ll}/u.test(next)) return true;
  const word = /([\p{L}\p{M}\p{N}.ºª]+)\.["'”’»)]*$/u.exec(end)?.[1]?.toLowerCase();
  if (word === undefined) return false;
  if (/^\d+$/.test(word)) return end === `${word}.`;
  if (language === 'hi' && /^(?:[\p{L}\p{M}]{1,4}\.)+[\p{L}\p{M}]{1,4}$/u.test(word)) return true;
  const isInitials = /^(?:\p{L}\.)*\p{L}$/u.test(word);
  if ((isInitials || ENDERS.has(word)) && STARTERS.test(next)) return false;
  if (isInitials) return word !== 'i' && !/^[ap]\.m$/.test(word);
  if (language.startsWith('en') && BEFORE_NUMBER.has(word) && !/^\s*(?:[#\dIVXLC(+]|[A-Z]{1,4}\s?\d)/.test(next))
    return false;
  if (/^\s*(?:\d|[IVXLC]+(?!\p{L}))/u.test(next) && BEFORE_DIGITS[language]?.split(' ').includes(word)) return true;
  const known = ABBREVIATIONS[language === 'en-gb' ? 'en-us' : language] ?? '';
  return known.split(' ').includes(word);
}
