import { wordSet } from '../written/capitals.ts';
import type { Capitals } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';

export const ABBREVIATIONS =
  shortForms(`M. monsieur; MM. messieurs; Mr,Mr. monsieur; Mme,Mme. madame; Mmes mesdames; Mlle,Mlle. mademoiselle; Mlles mesdemoiselles; Mgr monseigneur; Mgrs messeigneurs; Dr,Dr. docteur; Drs docteurs; Pr,Pr. professeur; Me maître; Mes maîtres; Vve veuve; Gal général; Cdt commandant; Cne capitaine; Lt lieutenant; Col. colonel; Cie,Cie. compagnie; Ets établissements; Sté société; Sr. sieur; S.M. Sa Majesté; S.E. Son Excellence; R.P. révérend père; St,St. saint; Ste,Ste. sainte; Sts saints; Stes saintes; N.-D. Notre-Dame; ND Notre-Dame;
 av.,ave. avenue; bd,bd.,bld,Bd,boul.,blvd boulevard; pl. place; r. rue; rte route; ch. chemin; imp. impasse; all. allée; sq. square; fg faubourg; Fg faubourg; crs cours; bât. bâtiment; esc. escalier; appt,appt.,apt appartement; apt. appartement; rés. résidence; ét. étage; rdc rez-de-chaussée; RdC,RDC rez-de-chaussée; dép. département; arr. arrondissement;
 n°,N°,nº,Nº numéro; n os = numéros; nos numéros; tél. téléphone; port. portable; etc. etcétéra; cf.,cf confer; env. environ; p. ex. = par exemple; p.ex. par exemple; ex.: exemple:; c.-à-d.,c.à.d.,càd,cad c'est-à-dire; av. J.-C. = avant Jésus-Christ; apr. J.-C. = après Jésus-Christ; ap. J.-C. = après Jésus-Christ; av. JC = avant Jésus-Christ; ap. JC = après Jésus-Christ; avt. avant; J.-C. Jésus-Christ; AEC avant l'ère commune; EC ère commune; max. maximum; mini. minimum; maxi. maximum; min. minimum; éd. édition; réf. référence; hab. habitants; vs.,vs versus; N.B.,NB nota bene; P.-S.,P.S. post-scriptum; R.I.P. repose en paix; s.v.p.,svp,SVP s'il vous plaît; stp s'il te plaît; RSVP répondez s'il vous plaît; a/c à compter; c/o aux bons soins de; qq. quelques; qqn quelqu'un; qqch quelque chose; bcp beaucoup; tjs toujours; pdt pendant; ds dans; ms mais; rdv,RDV,rv rendez-vous; mdr mort de rire; dispo disponible; resto resto; ap. après; jr jour; sté société; gouv. gouvernement; dir. direction; resp. responsable; secr. secrétariat; adj. adjoint; anc. ancien; coll. collection; trad. traduction; ill. illustration; inf. inférieur; sup. supérieur; approx. approximativement; nb nombre; nbre nombre; qté quantité; tps temps; H/F homme ou femme; h/f homme ou femme; incl. inclus; temp. température; excl. exclu; trim. trimestre; Pdt président; cde commande; cdes commandes; slt salut; bjr bonjour; bsr bonsoir; pr pour; ts tous; tt tout; dc donc; qd quand; mtn maintenant; auj aujourd'hui; cmt comment; pk,pq pourquoi; et/ou et ou; km/h kilomètres à l'heure; kms kilomètres; c. à s. = cuillères à soupe; c. à c. = cuillères à café; c. à soupe = cuillères à soupe; c. à café = cuillères à café; càs cuillères à soupe; càc cuillères à café; TTC toutes taxes comprises; HT hors taxes`);

/** Read in full only before a number. */
export const NUMBERED = shortForms(
  `p. page; pp. pages; pages pages; chap. chapitre; art. article; fig. figure; vol. volume; t. tome; no,n. numéro; nos numéros; No. numéro; al. alinéa; col. colonne; l. ligne; sect. section; tab. tableau; ann. annexe; réf. référence; ex. exercice; v. vers; ca. circa; lot. lot; bât. bâtiment; ch. chapitre; tél. téléphone; dép. département; §§ paragraphes`,
);

export const CAPITALS: Capitals = {
  said: wordSet(
    'onu led otan nasa unesco unicef opep ovni sida smic insee cac pacs bac rib crous ena enarque capes deug deust fnac ikea fifa uefa benelux ademe anpe assedic cedex gafam insa iut ifop ipsos medef modem otan ratp sacem samu ser sgen siren siret spa tic zac zad zep zup cnil coface afnor acoss agirc arrco unedic urssaf dom tom ram rom sim pin wifi covid radar laser sonar ovni nato cobol vip cesu pel pib dalf delf fle ehpad afp aids rada raid gign igame caf cap sap cea',
  ),
  spelt: wordSet(
    'oms ue usa fmi bd tv tgv sncf ratp edf gdf pib tva hlm rer pmu psg om ol cgt cfdt fo ump ps pc pcf lr rn eelv insep dvd cd dna adn arn ia qi gps sms url usb pdf cpu vip afp bce cia fbi kgb cnrs ens hec iut bts dut uv pme pmi pdg dg drh rh rtt cdi cdd sa sarl eurl snc sci cnp ce chsct ddass spa igame cea iufm ufr cm td tp om asse ot ain rsa ase ard oa ei eu uk',
  ),
  short: wordSet(
    'a à et ou où un une le la les de du des d l au aux en y dans par pour avec sans sous sur chez vers ne ni pas plus très trop bien mal peu tout tous toute toutes rien que qui quoi quand si oui non on je tu il elle nous vous ils me te se lui moi toi soi mon ton son ma ta sa mes tes ses nos vos leur ce cet cette ces ça ceci est es suis sont sera été être ai as ont avait eu va vas vais ici là lire dire fait fais faire dit voir vu sait peut veut doit faut dès jour mois ans an heure fois deux trois six sept huit neuf dix cent mille roi loi foi mer ciel feu eau air bon bonne beau fin haut bas mot vie amour paix jeu or art ami amis stop gare rue lieu sud nord est jamais encore aussi donc car mais soldes interdit sortie',
  ),
  speakable: /^(?:(?:ch|ph|qu|gu|[bcdfgpt][lr]|[bcdfgjklmnprstvz])?(?:[aeiou]|ou|ai|au|eu|oi|ei)[nrlscktf]?)+$/u,
};
