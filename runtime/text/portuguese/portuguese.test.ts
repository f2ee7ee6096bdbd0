import { speaksLines } from '../../testing/locale-lines.ts';
import type { Line } from '../../testing/locale-lines.ts';
import { portuguese } from './portuguese.ts';

/** What is written, what is said, and how. */
const LINES: readonly Line[] = [
  [
    'A cidade tem 300.000 habitantes.',
    'A cidade tem trezentos mil habitantes.',
    'a sˌidˈaʤy tAŋ trˌezˈAŋtʊz mˈiʊ ˌabitˈɐ̃ŋʧys.',
  ],
  [
    'O parque recebeu 1.250.000 pessoas.',
    'O parque recebeu um milhão duzentas e cinquenta mil pessoas.',
    'ʊ pˈaɾəky xˌesebˈeʊ ũŋ miljˈɐ̃ʊ̃ dˌuzˈAŋtæz i sˌiŋkwˈAŋtæ mˈiʊ pˌesˈoæs.',
  ],
  [
    'São 2.100 alunos e 1.014 livros.',
    'São dois mil e cem alunos e mil e catorze livros.',
    'sɐ̃ʊ̃ dˈoɪz mˈiʊ i sˈAŋ ˌalˈunʊz i mˈiʊ i kˌatˈoɾəzy lˈivrʊs.',
  ],
  [
    'Ela correu em 10,4 segundos.',
    'Ela correu em dez vírgula quatro segundos.',
    'ˌɛlæ koxˈeʊ ˈAŋ dˈɛz vˈiɾəɡulæ kwˈatrʊ sˌeɡˈũŋdʊs.',
  ],
  [
    'O número pi vale 3,14.',
    'O número pi vale três vírgula catorze.',
    'ʊ nˈũmeɾʊ pˈi vˈaly trˈez vˈiɾəɡulæ kˌatˈoɾəzy.',
  ],
  ['Pesa 0,05 gramas.', 'Pesa zero vírgula zero cinco gramas.', 'pˈɛzæ zˈɛɾʊ vˈiɾəɡulæ zˈɛɾʊ sˈiŋkʊ ɡrˈɐ̃mæs.'],
  [
    'A temperatura caiu para -5 graus.',
    'A temperatura caiu para menos cinco graus.',
    'a tˌAmpeɾatˈuɾæ kaˈiʊ pˌaɾæ mˈenʊs sˈiŋkʊ ɡrˈWs.',
  ],
  ['Faz -2,5 °C.', 'Faz menos dois vírgula cinco graus Celsius.', 'faz mˈenʊz dˈoɪz vˈiɾəɡulæ sˈiŋkʊ ɡrˈWs sɛʊsˈiʊs.'],
  ['A reunião começa às 9h30.', 'A reunião começa às nove e meia.', 'a xˌeuniˈɐ̃ʊ̃ kˌomˈɛs aːz nˈɔvj i mˈAæ.'],
  ['Termina às 11h.', 'Termina às onze horas.', 'tˌeɾəmˈin aːz ˈoŋzy ˈɔɾæs.'],
  [
    'O trem das 14:32 atrasou.',
    'O trem das catorze e trinta e dois atrasou.',
    'ʊ trˈAŋ das kˌatˈoɾəzj i trˈiŋtæ i dˈoɪz ˌatrazˈow.',
  ],
  ['Chegou às 9:05.', 'Chegou às nove e cinco.', 'ʃeɡˈow aːz nˈɔvj i sˈiŋkʊ.'],
  [
    'Nasci em 23/04/1985.',
    'Nasci em vinte e três de abril de mil novecentos e oitenta e cinco.',
    'nasˈi ˈAŋ vˈiŋʧj i trˈez ʤj abrˈiʊ ʤy mˈiʊ nˌovesˈAŋtʊz i ˌoɪtˈAŋtæ i sˈiŋkʊ.',
  ],
  [
    'O prazo é 2024-05-01.',
    'O prazo é primeiro de maio de dois mil e vinte e quatro.',
    'ʊ prˈazw ɛ prˌimˈAɾʊ ʤy mˈIʊ ʤy dˈoɪz mˈiʊ i vˈiŋʧj i kwˈatrʊ.',
  ],
  ['O dia 1º de maio é feriado.', 'O dia primeiro de maio é feriado.', 'ʊ ʤˈiæ prˌimˈAɾʊ ʤy mˈIw ɛ fˌeɾiˈadʊ.'],
  [
    'Em 23 de abril de 1985 choveu.',
    'Em vinte e três de abril de mil novecentos e oitenta e cinco choveu.',
    'ˈAŋ vˈiŋʧj i trˈez ʤj abrˈiʊ ʤy mˈiʊ nˌovesˈAŋtʊz i ˌoɪtˈAŋtæ i sˈiŋkʊ ʃovˈeʊ.',
  ],
  ['Leia as páginas 10-12.', 'Leia as páginas dez a doze.', 'lˈAæ as pˈaʒinæz dˈɛz a dˈozy.'],
  [
    'A guerra de 1939-1945.',
    'A guerra de mil novecentos e trinta e nove a mil novecentos e quarenta e cinco.',
    'a ɡˈɛxæ ʤy mˈiʊ nˌovesˈAŋtʊz i trˈiŋtæ i nˈɔvj a mˈiʊ nˌovesˈAŋtʊz i kwˌaɾˈAŋtæ i sˈiŋkʊ.',
  ],
  ['O jogo acabou 3-1.', 'O jogo acabou três um.', 'ʊ ʒˈoɡw ˌakabˈow trˈez ũŋ.'],
  [
    'Custa R$ 1.349,99.',
    'Custa mil trezentos e quarenta e nove reais e noventa e nove centavos.',
    'kˈustæ mˈiʊ trˌezˈAŋtʊz i kwˌaɾˈAŋtæ i nˈɔvy xeˈIz i nˌovˈAŋtæ i nˈɔvy sˌAŋtˈavʊs.',
  ],
  [
    'O ingresso custa R$ 45.',
    'O ingresso custa quarenta e cinco reais.',
    'u ˌiŋɡrˈɛsʊ kˈustæ kwˌaɾˈAŋtæ i sˈiŋkʊ xeˈIs.',
  ],
  ['Ele ganhou US$ 100.000.', 'Ele ganhou cem mil dólares.', 'ˌely ɡɐ̃ɲˈow sˈAŋ mˈiʊ dˈɔlæɾys.'],
  ['São 12 €.', 'São doze euros.', 'sɐ̃ʊ̃ dˈozj ˈeʊɾʊs.'],
  ['O lucro foi de R$ 3 bilhões.', 'O lucro foi de três bilhões de reais.', 'ʊ lˈukrʊ foɪ ʤy trˈez biljˈõjz ʤy xeˈIs.'],
  [
    'Ganhou 2,5 milhões de reais.',
    'Ganhou dois vírgula cinco milhões de reais.',
    'ɡɐ̃ɲˈow dˈoɪz vˈiɾəɡulæ sˈiŋkʊ miljˈõjz ʤy xeˈIs.',
  ],
  ['O preço subiu 4%.', 'O preço subiu quatro por cento.', 'ʊ prˈesʊ subˈiʊ kwˈatrʊ por sˈAŋtʊ.'],
  ['A bolsa caiu 1,3 %.', 'A bolsa caiu um vírgula três por cento.', 'a bˈowsæ kaˈiʊ ũŋ vˈiɾəɡulæ trˈes por sˈAŋtʊ.'],
  [
    'Use 1/2 litro e 3/4 de xícara.',
    'Use meio litro e três quartos de xícara.',
    'ˈuzy mˈAʊ lˈitrw i trˈes kwˈaɾətʊz ʤy ʃˈikæɾæ.',
  ],
  ['Durou 2 1/2 horas.', 'Durou duas e meia horas.', 'duɾˈow dˈuæz i mˈAæ ˈɔɾæs.'],
  [
    'Corre a 120 km/h por 21 km.',
    'Corre a cento e vinte quilômetros por hora por vinte e um quilômetros.',
    'kˈɔxi a sˈAŋtw i vˈiŋʧy kˌilˈometrʊs poɾ ˈɔɾæ por vˈiŋʧj i ũŋ kˌilˈometrʊs.',
  ],
  ['O arquivo tem 14 MB.', 'O arquivo tem catorze megabáites.', 'u ˌaɾəkˈivʊ tAŋ kˌatˈoɾəzy mˌeɡabˈIʧys.'],
  ['Tome 500 mg.', 'Tome quinhentos miligramas.', 'tˈomy kˌiɲˈAŋtʊz mˌiliɡrˈɐ̃mæs.'],
  [
    'Vi 200 mulheres e 2 meninas.',
    'Vi duzentas mulheres e duas meninas.',
    'vˈi dˌuzˈAŋtæz mˌuljˈɛɾyz i dˈuæz mˌenˈinæs.',
  ],
  ['Tenho 1 menina e 2 meninos.', 'Tenho uma menina e dois meninos.', 'tˌeɲʊ ˌumæ mˌenˈinæ i dˈoɪz mˌenˈinʊs.'],
  [
    'Meu telefone é 11 98765-4321.',
    'Meu telefone é um um, nove oito sete seis cinco, quatro três dois um.',
    'meʊ tˌelefˈonj ɛ ũŋ ũŋ, nˈɔvj ˈoɪtʊ sˈɛʧy sˈAs sˈiŋkʊ, kwˈatrʊ trˈez dˈoɪz ũŋ.',
  ],
  [
    'Ligue para +55 21 2345-6789.',
    'Ligue para mais cinco cinco, dois um, dois três quatro cinco, seis sete oito nove.',
    'lˈiɡy pˌaɾæ mˈIs sˈiŋkʊ sˈiŋkʊ, dˈoɪz ũŋ, dˈoɪs trˈes kwˈatrʊ sˈiŋkʊ, sˈAs sˈɛʧj ˈoɪtʊ nˈɔvy.',
  ],
  ['Dom Pedro II e Luís XIV.', 'Dom Pedro segundo e Luís catorze.', 'dˈoŋ pˈedrʊ sˌeɡˈũŋdw i lwˈis kˌatˈoɾəzy.'],
  ['Estamos no século XXI.', 'Estamos no século vinte e um.', 'estˌɐ̃mʊz nʊ sˈɛkulʊ vˈiŋʧj i ũŋ.'],
  ['Leia o capítulo IV.', 'Leia o capítulo quatro.', 'lˈAæ ʊ kˌapˈitulʊ kwˈatrʊ.'],
  [
    'Ela mora no 3º andar, na 2ª porta.',
    'Ela mora no terceiro andar, na segunda porta.',
    'ˌɛlæ mˈɔɾæ nʊ tˌeɾəsˈAɾw ɐ̃ŋdˈar, na sˌeɡˈũŋdæ pˈɔɾətæ.',
  ],
  ['A Dra. Ana e o Sr. Silva.', 'A doutora Ana e o senhor Silva.', 'a dˌowtˈoɾæ ˈɐ̃næ i ʊ seɲˈor sˈiʊvæ.'],
  ['Moro na Av. Brasil, nº 5.', 'Moro na avenida Brasil, número cinco.', 'mˈɔɾʊ na ˌavenˈidæ brazˈiʊ, nˈũmeɾʊ sˈiŋkʊ.'],
  [
    'Veja a pág. 12 e o art. 4.',
    'Veja a página doze e o artigo quatro.',
    'vˈeʒæ a pˈaʒinæ dˈozj i u ˌaɾəʧˈiɡʊ kwˈatrʊ.',
  ],
  [
    'Escreva para contato@exemplo.com.br.',
    'Escreva para contato arroba exemplo ponto com ponto B R.',
    'ˌeskrˈevæ pˌaɾæ kˌoŋtˈatw ˌaxˈobæ ˌezˈAmplʊ pˈoŋtʊ koŋ pˈoŋtʊ bˈe ˈɛxe.',
  ],
  [
    'Veja www.cidade.org/mapa.',
    'Veja W W W ponto cidade ponto org barra mapa.',
    'vˈeʒæ dˈablju dˈablju dˈablju pˈoŋtʊ sˌidˈaʤy pˈoŋtw ˈɔrɡ bˈaxæ mˈapæ.',
  ],
  ['Siga 20° de latitude.', 'Siga vinte graus de latitude.', 'sˈiɡæ vˈiŋʧy ɡrˈWz ʤy lˌaʧitˈuʤy.'],
  ['São 3.000.000 habitantes.', 'São três milhões de habitantes.', 'sɐ̃ʊ̃ trˈez miljˈõjz ʤy ˌabitˈɐ̃ŋʧys.'],
];

await speaksLines('Portuguese', 'pt', portuguese, LINES);
