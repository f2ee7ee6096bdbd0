import { wordSet } from '../written/capitals.ts';
import type { Capitals } from '../written/locale.ts';
import { shortForms } from '../written/short-forms.ts';

export const ABBREVIATIONS =
  shortForms(`Sr. senhor; Sra.,Srª.,Srª senhora; Srta. senhorita; Srs. senhores; Sras. senhoras; Dr. doutor; Dra.,Drª.,Drª doutora; Drs. doutores; Prof. professor; Profa.,Profª.,Profª,Prof.ª professora; Profs. professores; Eng.,Engº. engenheiro; Enga. engenheira; Arq. arquiteto; Adv. advogado; Gen. general; Cel. coronel; Cap. capitão; Ten. tenente; Sgt. sargento; Maj. major; Pe. padre; Me. mestre; Exmo. excelentíssimo; Exma. excelentíssima; Ilmo. ilustríssimo; Ilma. ilustríssima; Dep. deputado; Sen. senador; Pres. presidente; Dir. diretor;
 V.Exa.,V. Exa. Vossa Excelência; V. Exa. = Vossa Excelência; V.Sa. Vossa Senhoria; V. Sa. = Vossa Senhoria; D.ª,Dª dona; Av. avenida; R. rua; Trav.,Tv. travessa; Pç.,Pça. praça; Al. alameda; Rod. rodovia; Estr. estrada; Jd. jardim; Vl. vila; Lgo. largo; Cj.,Conj. conjunto; Bl. bloco; Qd. quadra; Lt. lote; Ed. edifício; apto.,ap.,apt. apartamento; Cond. condomínio; Pq. parque; Bco. banco;
 tel. telefone; cel. celular; ramal ramal; etc. etcétera; p. ex. = por exemplo; p.ex. por exemplo; ex.: exemplo:; obs. observação; Obs.: observação:; a.C. antes de Cristo; d.C. depois de Cristo; a. C. = antes de Cristo; d. C. = depois de Cristo; EUA Estados Unidos; E.U.A. Estados Unidos; S.A.,S/A esse a; Ltda. limitada; Cia. companhia; c/c conta-corrente; s/n sem número; s/nº sem número; s. n. = sem número; P.S. pê esse; N.B. nota bene; R.I.P. descanse em paz; D.F. dê efe;
 p/ para ; c/ com ; s/ sem ; vc você; vcs vocês; tb também; tbm também; pq porque; hj hoje; q que; blz beleza; msg mensagem; qdo quando; máx. máximo; mín. mínimo; aprox. aproximadamente; depto.,dpto. departamento; adm. administração; jr. júnior; Jr. júnior; Fl. folha; ref. referência; séc. século; sécs. séculos; vs. versus; cf. confira; i.e. isto é; gov. governo; min. ministro; pag. pagamento; qtd.,qtde. quantidade; un. unidade; nº,Nº,n.º,N.º,n°,N°,núm. número; nºs números; Sto. santo; Sta. santa; incl. incluso; temp. temperatura; Temp. máx. = temperatura máxima; Temp. mín. = temperatura mínima; temp. máx. = temperatura máxima; temp. mín. = temperatura mínima; pág. página; págs. páginas; desc. desconto; banh. banheiro; excl. exclusive; trim. trimestre; qto quanto; qtos quantos; mto muito; mta muita; mtos muitos; dps depois; td tudo; tds todos; obg,obgd obrigado; vlw valeu; bjs beijos; abs,abç abraço; fds fim de semana; cmg comigo; ctg contigo; kd cadê; eh é; km/h quilômetros por hora; e/ou e ou; km² quilômetros quadrados`);

/** Read in full only before a number. */
export const NUMBERED = shortForms(
  `p.,pág.,pg. página; pp.,págs.,pgs. páginas; art. artigo; arts. artigos; cap. capítulo; caps. capítulos; fig. figura; figs. figuras; vol. volume; vols. volumes; t. tomo; n. número; No. número; lin. linha; col. coluna; par. parágrafo; sec. seção; séc. século; inc. inciso; ed. edição; tab. tabela; ex. exemplo; v. versículo; ca. circa; c. circa; qto. quarto; sl. sala; CEP CEP; al. alínea; ap. apartamento; nr. número; Ag. agência`,
);

export const CAPITALS: Capitals = {
  said: wordSet(
    'onu led otan nasa unesco unicef opep ovni sida aids sus pib iva usp unicamp fifa uefa petrobras funai ibama anvisa detran senai sesi sesc senac embrapa mec fgv inep enem sisu prouni fies pis cofins ipva iptu icms simples procon serasa spc covid ram rom wifi pin uti ong cep sac sebrae pac bovespa mercosul sudene incra infraero masp bacen ipea selic copom caixa fuvest cade',
  ),
  spelt: wordSet(
    'ibge fmi stf stj inss fgts cpf cnpj rg usb pdf cd dvd tv eua ue ia bndes oab cbf cnh fgv spc icms ipva iptu sms gps cpu url rh ti tcu agu pt psdb mdb oms pm bce',
  ),
  short: wordSet(
    'a e o é à ao aos as os um uma uns de do da dos das em no na nos nas com por sem sob que se sim não nao já ja mas mais mau bem mal só so tão tao nem eu tu ele ela nós vós me te lhe meu minha seu sua isso isto esse essa este esta foi ser são sou era ter tem têm há ha vai vou vem ver dar dá faz fiz diz ir aqui ali lá la hoje ontem todo toda tudo nada algo cada quase até ate após como qual quem pra para ou fim dia mês ano hora vez dois três seis dez mil sul sol mar paz rei lei pão pé pai mãe luz gás trem amor casa água país olho alto pare ouro fogo filho gol gols sai sair sua suas nunca muito mesmo agora grande viva nova novo',
  ),
  plurals:
    'ás bês cês dês és efes gês agás is jotas cás eles emes enes ós pês quês erres esses tês us vês dáblius xis ípsilons zês',
  speakable: /^(?:(?:ch|lh|nh|rr|ss|qu|gu|[bcdfgpt][lr]|[bcdfghjklmnprstvxz])?[aeiou]{1,2}[nsrlzm]?)+$/u,
};
