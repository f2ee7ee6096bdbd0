import { wordSet } from '../written/capitals.ts';
import type { Capitals } from '../written/capitals.ts';
import { shortForms } from '../written/short-forms.ts';

export const ABBREVIATIONS =
  shortForms(`Sig. signor; Sig.ra,Sigra. signora; Sig.na signorina; Sigg. signori; Sigg.re signore; dott.,dr. dottor; dott.ssa,dr.ssa,D.ssa dottoressa; dott.ri dottori; prof. professor; prof.ssa professoressa; proff. professori; ing. ingegner; avv. avvocato; avv.ti avvocati; arch. architetto; geom. geometra; rag. ragionier; on. onorevole; sen. senatore; gen. generale; col. colonnello; cap. capitano; magg. maggiore; ten. tenente; mons. monsignor; card. cardinale; cav. cavalier; comm. commendator; pres. presidente; dir. direttore; ass. assessore; Egr. egregio; Gent.mo gentilissimo; Gent.ma gentilissima; Gent.mi gentilissimi; Gent.li gentili; Gent.le gentile; Ill.mo illustrissimo; Ill.ma illustrissima; Chiar.mo chiarissimo; Preg.mo pregiatissimo; Preg. pregiato; Spett.le,Spett. spettabile; Rev. reverendo; F.lli fratelli; f.lli fratelli; S.S. Sua Santità; S.E. Sua Eccellenza;
 V.le,v.le viale; P.za,P.zza,p.za,p.zza piazza; P.le,p.le piazzale; C.so,c.so corso; L.go,l.go largo; V.lo,v.lo vicolo; B.go borgo; Str. strada; Loc. località; Fraz. frazione; Prov. provincia; Pal. palazzo; st. stazione; int. interno; tel. telefono; cell. cellulare; ecc.,etc. eccetera; es. esempio; p.es. per esempio; p. es. = per esempio; ad es. = ad esempio; c.d. cosiddetto; cd. cosiddetto; a.C. avanti Cristo; d.C. dopo Cristo; a. C. = avanti Cristo; d. C. = dopo Cristo; S.p.A.,SpA,S.P.A. esse pi a; S.r.l.,Srl,S.R.L. esse erre elle; s.n.c.,snc esse enne ci; s.a.s. esse a esse; c/c conto corrente; c/o presso; s.n.c senza numero civico; N.B.,NB nota bene; P.S. post scriptum; R.I.P. riposi in pace; U.S.A.,USA Usa; d.lgs.,D.Lgs.,D.lgs.,dlgs decreto legislativo; d.l.,D.L. decreto legge; d.P.R.,D.P.R.,DPR decreto del presidente della Repubblica; d.m.,D.M. decreto ministeriale; DPCM di pi ci emme; c.c. codice civile; c.p. codice penale; c.p.c. codice di procedura civile; G.U. Gazzetta Ufficiale;
 ca. circa; max.,max massimo; min. minimo; cfr.,cf. confronta; vs. versus; vd. vedi; v. vedi; ed. edizione; pagg. pagine; artt. articoli; nr.,n°,N°,nº,Nº numero; nn. numeri; all. allegato; rif. riferimento; prot. protocollo; fatt. fattura; q.b. quanto basta; u.s. ultimo scorso; c.m. corrente mese; p.v. prossimo venturo; s.l.m. sul livello del mare; i.e. cioè; tot. totale; qta. quantità; gg. giorni; cmq comunque; xché perché; xké perché; nn non; S.ta Santa; S.to Santo; SS. Santi; incl. incluso; temp. temperatura; lett. lettera; vs versus; escl. escluso; trim. trimestre; q.tà,Q.tà quantità; cad. cadauno; ord. ordine; tvb ti voglio bene; qlc qualcosa; grz grazie; km/h chilometri orari; e/o e o; sec. secolo; secc. secoli; Dr.ssa dottoressa`);

/** Read in full only before a number. */
export const NUMBERED = shortForms(
  `p.,pag. pagina; pp.,pagg. pagine; art. articolo; artt. articoli; cap. capitolo; capp. capitoli; fig. figura; figg. figure; vol. volume; voll. volumi; t. tomo; n.,num. numero; No. numero; nn. numeri; col. colonna; par. paragrafo; sez. sezione; sec. secolo; secc. secoli; tab. tabella; tav. tavola; lett. lettera; co. comma; c. comma; ed. edizione; v. verso; vv. versi; es. esercizio; int. interno; sc. scala; lt. lotto; L. legge; CAP cap; ca. circa; km. chilometro; al. allegato; prot. protocollo; ric. ricorso`,
);

export const CAPITALS: Capitals = {
  said: wordSet(
    'onu led nato nasa unesco unicef opec ufo aids pil tac asl iva imu tari tasi irpef irap ires inps inail istat consob enel eni rai fiat alitalia coop coni fifa uefa fao usa pin cap cud isee iban siae cnel bot cct btp spid mibac mise miur anas anac agcom enea inaf infn ingv invalsi tar dop igp pec pos sim ram rom wifi covid ovni ong ndr ata rsa iss cai avis aido arci acli uil ugl cisl cobas fiom fim dia ris nas nocs gis ros cesis sismi sisde unire ippocrate ikea snai lidl pat ged eur mose nasdaq mib',
  ),
  spelt: wordSet(
    'cgil bce fmi oms dna rna tv usb pdf cd dvd ue ia dc pd pci psi msi bnl tg gps sms cpu url pc ct pm gdf vip hiv gpl rc auto ipo ndr cct btp rsa iss cnr cpr idv dl dpr ddl tfr',
  ),
  short: wordSet(
    'a e è o ad ed od al ai allo alla alle agli da dal dai dalla di del dei della delle degli in nel nei nella su sul sui sulla con per tra fra il lo la le li i gli un uno una non no né ne si sì se ma più piu meno già gia mai poi ora qui qua lì là io tu lui lei noi voi loro mi ti ci vi me te sé suo sua mio mia tuo tua che chi cui come dove quando cosa ciò questo questa sono sei era ero ha ho hai hanno va vai vado fa fai fare dà dai dare può puoi può solo tutto tutti tutta ogni anche oggi ieri fino sotto sopra dopo prima bene male via fine mese anno ora ore due tre sette dieci mille sole mare pace re rete luce oro casa amor amore vita dio gol alt stop uno sale aria nuovo sei zona uscita moda uomo donna auto',
  ),
  speakable: /^(?:(?:ch|gh|gl|gn|sc|qu|gu|[bcdfgpt][lr]|s[cfpt]|[bcdfglmnprstvz])?[aeiou]{1,2}[nrlsmtc]?)+$/u,
};
