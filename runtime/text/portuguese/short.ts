import { wordSet } from '../written/capitals.ts';
import type { Capitals } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';

export const ABBREVIATIONS =
  shortForms(`Sr. senhor; Sra.,Srª.,Srª senhora; Srta. senhorita; Srs. senhores; Sras. senhoras; Dr. doutor; Dra.,Drª.,Drª doutora; Drs. doutores; Prof. professor; Profa.,Profª.,Profª,Prof.ª professora; Profs. professores; Eng.,Engº. engenheiro; Enga. engenheira; Arq. arquiteto; Adv. advogado; Gen. general; Cel. coronel; Cap. capitão; Ten. tenente; Sgt. sargento; Maj. major; Pe. padre; !Me. mestre; Exmo. excelentíssimo; Exma. excelentíssima; Ilmo. ilustríssimo; Ilma. ilustríssima; Dep. deputado; !Ver. vereador; Des. desembargador; Sen. senador; Pres. presidente; Dir. diretor;
 V.Exa.,V. Exa. Vossa Excelência; V. Exa. = Vossa Excelência; V.Sa. Vossa Senhoria; V. Sa. = Vossa Senhoria; D.ª,Dª dona; !Proc. processo; M.ª,Mª Maria; Av. avenida; R. rua; Trav.,Tv. travessa; Pç.,Pça. praça; Al. alameda; Rod. rodovia; Estr. estrada; Jd. jardim; Vl. vila; Lgo. largo; Cj.,Conj. conjunto; Bl. bloco; Qd. quadra; Lt. lote; Ed. edifício; apto.,ap.,apt. apartamento; Cond. condomínio; Pq. parque; Bco. banco;
 tel. telefone; cel. celular; ramal ramal; etc. etcétera; p. ex. = por exemplo; p.ex. por exemplo; ex.: exemplo:; obs. observação; Obs.: observação:; a.C. antes de Cristo; d.C. depois de Cristo; a. C. = antes de Cristo; d. C. = depois de Cristo; EUA Estados Unidos; E.U.A. Estados Unidos; S.A.,S/A esse a; Ltda. limitada; Cia. companhia; c/c conta-corrente; s/n sem número; s/nº sem número; s. n. = sem número; P.S. pê esse; N.B. nota bene; R.I.P. descanse em paz; D.F. dê efe;
 p/ para ; c/ com ; s/ sem ; vc você; vcs vocês; tb também; tbm também; pq porque; hj hoje; q que; blz beleza; msg mensagem; qdo quando; máx. máximo; mín. mínimo; aprox. aproximadamente; depto.,dpto. departamento; adm. administração; jr. júnior; Jr. júnior; Fl. folha; ref. referência; séc. século; sécs. séculos; vs. versus; cf. confira; i.e. isto é; gov. governo; min. ministro; pag. pagamento; qtd.,qtde. quantidade; un. unidade; nº,Nº,n.º,N.º,n°,N°,núm. número; nºs números; Sto. santo; Sta. santa; incl. incluso; temp. temperatura; Temp. máx. = temperatura máxima; Temp. mín. = temperatura mínima; temp. máx. = temperatura máxima; temp. mín. = temperatura mínima; pág. página; págs. páginas; desc. desconto; banh. banheiro; excl. exclusive; trim. trimestre; qto quanto; qtos quantos; mto muito; mta muita; mtos muitos; dps depois; td tudo; tds todos; obg,obgd obrigado; vlw valeu; bjs beijos; abs,abç abraço; fds fim de semana; fds. fundos; sdd saudade; sdds saudades; pfv,pfvr por favor; ngm ninguém; gnt gente; msm mesmo; smp sempre; agr agora; nd nada; tô tô; Att.,Att,Atte. atenciosamente; bim. bimestre; pav. pavimento; umid. umidade; Val. validade; Univ. universidade; Hosp. hospital; Pref. prefeitura; Inst. instituto; !Faz. fazenda; Mun. município; resp. responsável; Tel:,tel: telefone:; Cel: celular:; op. cit. = obra citada; A/C aos cuidados; A/c aos cuidados; Ppal. principal; Qtd. quantidade; Prod. produto; Desc. desconto; Cód. código; Venc. vencimento; Transf. transferência; Pgto. pagamento; pgto pagamento; Nac. nacional; Lic. licença; Nasc. nascimento; Tam. tamanho; Cx. caixa; Est. estrada; rev. revista; ampl. ampliada; ed. edição; V.O.,v.o. via oral; Lat. latitude; Long. longitude; C/C conta-corrente; oq o que; fzd fazendo; fzr fazer; qnd quando; qlqr qualquer; cdê cadê; tbm também; HbA1c agá bê á um cê; Trad. tradução; Val. validade; Ph.D. pê agá dê; Comp. comprimido; ant. anterior; cap. ant. = capítulo anterior; cap. seg. = capítulo seguinte; pág. seg. = página seguinte; N. do T. = Nota do Tradutor; N. da T. = Nota da Tradutora; N. do E. = Nota do Editor; S. Exa. = Sua Excelência; S.Exa. Sua Excelência; S. Sa. = Sua Senhoria; S.A.R. Sua Alteza Real; S.S. Sua Santidade; Vit. vitamina; Esq.,esq. esquina; Min. ministro; flw falou; tmj tamo junto; pdc pode crer; §§ parágrafos; s.n.m. sobre o nível do mar; cmg comigo; ctg contigo; kd cadê; eh é; km/h quilômetros por hora; e/ou e ou; km² quilômetros quadrados`);

/** What titles are for women, where they are written as for men. */
export const FEMININE_TITLES =
  'Prof. professora; Eng. engenheira; Arq. arquiteta; Adv. advogada; Dep. deputada; Sen. senadora; Dir. diretora; Cap. capitã; Sgt. sargenta; Min. ministra; !Ver. vereadora; Des. desembargadora';

/** Read in full only before a number. */
export const NUMBERED = shortForms(
  `p.,pág.,pg. página; pp.,págs.,pgs. páginas; art. artigo; arts. artigos; cap. capítulo; caps. capítulos; fig. figura; figs. figuras; vol. volume; vols. volumes; t. tomo; n. número; No. número; lin. linha; col. coluna; par. parágrafo; sec. seção; séc. século; inc. inciso; ed. edição; tab. tabela; ex. exemplo; v. versículo; ca. circa; c. circa; qto. quarto; sl. sala; apto apartamento; cj,conj conjunto; bl bloco; lt lote; qd quadra; CEP cep; al. alínea; ap. apartamento; nr. número; Ag. agência; eq. equação; eqs. equações; Proc.,proc. processo; fls. folhas; fl. folha`,
);

export const CAPITALS: Capitals = {
  said: wordSet(
    'onu web gif ted doc pet upa led mei puc sars var iso otan nasa unesco unicef opep ovni sida aids sus pib iva usp unicamp fifa uefa petrobras funai ibama anvisa detran senai sesi sesc senac embrapa mec fgv inep enem sisu prouni fies pis cofins ipva iptu icms simples procon serasa spc covid ram rom wifi pin uti ong cep sac sebrae pac bovespa mercosul sudene incra infraero masp bacen ipea selic copom caixa fuvest cade',
  ),
  spelt: wordSet(
    'sos ibge fmi stf stj inss fgts cpf cnpj rg usb pdf cd dvd tv eua ue ia bndes oab cbf cnh fgv spc icms ipva iptu sms gps cpu url rh ti tcu agu pt psdb mdb oms pm bce mit vih hiv api ipo ipi cid',
  ),
  short: wordSet(
    'a e o é à ao aos as os um uma uns de do da dos das em no na nos nas com por sem sob que se sim não nao já ja mas mais mau bem mal só so tão tao nem eu tu ele ela nós vós me te lhe meu minha seu sua isso isto esse essa este esta foi ser são sou era ter tem têm há ha vai vou vem ver dar dá faz fiz diz ir aqui ali lá la hoje ontem todo toda tudo nada algo cada quase até ate após como qual quem pra para ou fim dia mês ano hora vez dois três seis dez mil sul sol mar paz rei lei pão pé pai mãe luz gás trem amor casa água país olho alto pare ouro fogo filho gol gols sai sair sua suas nunca muito mesmo agora grande viva nova novo',
  ),
  names: { R: 'erre' },
  plurals:
    'ás bês cês dês és efes gês agás is jotas cás eles emes enes ós pês quês erres esses tês us vês dáblius xis ípsilons zês',
  threeLetters: /^[bcdfgjlmnprstvz][aeiou][lmnrsz]$/,
  speakable: /^(?:(?:ch|lh|nh|rr|ss|qu|gu|[bcdfgpt][lr]|[bcdfghjklmnprstvxz])?[aeiou]{1,2}[nsrlzm]?)+[cft]?$/u,
};
