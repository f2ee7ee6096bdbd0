import type { CalendarForms } from '../written/rule-words.ts';
import type { Codes } from '../written/rule-words.ts';
import type { Named } from '../written/rule-words.ts';
import type { Mathematics } from '../written/rule-words.ts';
import type { Measures } from '../written/rule-words.ts';
import { cardinal } from './numbers.ts';

const noun = (one: string, many: string, gender: Named['gender'] = 'm'): Named => ({ one, many, gender });

/** "ao quadrado", "elevado a menos seis". */
function raised(exponent: string): string {
  if (exponent === '2') return 'ao quadrado';
  if (exponent === '3') return 'ao cubo';
  const digits = exponent.replace(/^[-−+]/, '');
  const said = /^\d+$/.test(digits) ? cardinal(digits, { gender: 'm', noun: false, word: '' }) : digits;
  return `elevado a ${/^[-−]/.test(exponent) ? 'menos ' : ''}${said}`;
}

export const MEASURES: Measures = {
  per: (unit) => `por ${unit}`,
  perHundred: 'a cada',
  each: 'dia|semana|mês|ano|hora|noite|pessoa|minuto|segundo|habitante|trimestre|sem',
  raised,
  square: noun('quadrado', 'quadrados'),
  cube: noun('cúbico', 'cúbicos'),
  minute: noun('minuto', 'minutos'),
  second: noun('segundo', 'segundos'),
  inch: noun('polegada', 'polegadas', 'f'),
  secondsAfter:
    'dura|duram|durou|durante|descans\\p{L}{1,4}|aguent\\p{L}{1,4}|espere|mantenha|prancha|séries? de|pausas? de|cada|em apenas|em só',
  heightAfter: 'mede|medem|media|altura|estatura|alt[oa]',
  degree: noun('grau', 'graus'),
  compass: {
    N: 'norte',
    S: 'sul',
    E: 'leste',
    L: 'leste',
    W: 'oeste',
    O: 'oeste',
    NE: 'nordeste',
    NO: 'noroeste',
    NW: 'noroeste',
    SE: 'sudeste',
    SO: 'sudoeste',
    SW: 'sudoeste',
  },
  compassAfter: 'do|ao|de|para o|rumo|vento|direção|sentido',
  andCentimetres: ' e ',
  afterDegrees: String.raw`[ \u00a0](?:de (?:febre|temperatura|latitude|longitude|inclinação|máxima|mínima|calor)|à sombra|ao sol|abaixo de zero|acima de zero|centígrados|norte|sul|leste|oeste|negativos)`,
};

export const CALENDAR: CalendarForms = {
  weekdays: {
    seg: 'segunda',
    ter: 'terça',
    qua: 'quarta',
    qui: 'quinta',
    sex: 'sexta',
    sáb: 'sábado',
    sab: 'sábado',
    dom: 'domingo',
  },
  weekdayAfter: '[Nn]o|[Nn]a|[Aa]os?|[Nn]os|[Nn]as|[Ee]ste|[Ee]sta|[Cc]ada|[Tt]od[oa]|pr[óo]xim[oa]|niver',
  dateAfter:
    'dia|dias|em|até|desde|data|a partir de|antes de|depois de|segunda|terça|quarta|quinta|sexta|sábado|domingo|feira|de',
  fractionBefore: String.raw`[ \u00a0](?:de|do|da|dos|das|partes?)(?!\p{L})`,
  monthYear: (month, year) => `${month} de ${cardinal(year, { gender: 'm', noun: false, word: '' })}`,
  timeAfter: '(?:até|após|desde|para|entre|e) [aà]s|[àÀ]s|das?',
  durationAfter:
    'tempo(?: de)?|marca(?: de)?|recorde(?: de)?|dura|duram|durou|durar|duração|falta|faltam|resta|restam|leva|levam|levou|demora|demorou|em|durante|por|há|quase|cerca de|mais de|menos de|cada|filme de|reunião de|aula de|viagem de|voo de',
  half: { a: 'A M', p: 'P M' },
};

export const MATHEMATICS: Mathematics = {
  raised,
  ratio: 'para',
  outOf: 'de',
  pressure: 'por',
  pressureAfter: 'pressão|P\\.?A\\.?',
  of: 'de',
  functions: {
    names: {
      sen: 'seno',
      sin: 'seno',
      cos: 'cosseno',
      tan: 'tangente',
      tg: 'tangente',
      log: 'logaritmo',
      ln: 'logaritmo natural',
    },
    base: 'na base',
    cubeRoot: 'raiz cúbica de',
    factorial: 'fatorial',
  },
  prime: 'linha',
  molar: 'molar',
  yields: 'dá',
  times: noun('vez', 'vezes', 'f'),
  star: noun('estrela', 'estrelas', 'f'),
  positive: 'positivo',
  negative: 'negativo',
  bloodAfter: 'sang|tipo|grupo|doador|fator',
};

export const CODES: Codes = {
  codeAfter:
    'PIN(?: é)?|o PUK,?|PUK(?: é)?|código(?: de verificação| de acesso| de segurança| postal)?(?: é)?|senha(?: é)?|CEP(?: é)?|OTP(?: é)?|CVV|Ag\\.|C/C|conta(?:-corrente)?|cc|cartão final|finais|terminado em|terminada em|cartão|agência|protocolo|matrícula|CPF|CNPJ|RG|ref\\.',
  telephoneAfter:
    'tel\\.|telefone(?: é(?: o)?)?|celular(?: é(?: o)?)?|zap(?: é(?: o)?)?|WhatsApp(?: é(?: o)?)?|fone|fax|ramal|(?:lig(?:ue|ar|uem|uei)|disque|chame|telefone|fale) (?:para o|para|no|o)|disque',
  seatAfter: 'o|do|no|ao|da|na',
  versionAfter: 'versão|versões|release|v\\.',
  lawAfter:
    '(?:Lei|Leis|Decreto|Decretos|Decreto-Lei|Complementar|Resolução|Portaria|Instrução|Normativa|Medida Provisória|MP|Emenda|Súmula|Acórdão|Edital|Processo)(?: n\\.?[º°])?',
};

/** Nouns that a number after them names. */
export const LABELS =
  '§+|capítulo|caps?\\.|págs?\\.|pp?\\.|arts?\\.|figs?\\.|vols?\\.|quarto|artigo|página|linha|sala|aula|bloco|porta|andar|número|nível|fase|tipo|grupo|lição|exercício|tema|tomo|volume|ato|cena|voo|ônibus|trem|via|plataforma|mesa|assento|poltrona|fila|fileira|canal|opção|passo|parágrafo|seção|tabela|figura|anexo|versículo|salmo|parte|versão|setor|zona|distrito|lote|quadra|faixa|rota|rodovia|estrada|rodada|temporada|episódio|pergunta|questão|problema|nota|unidade|módulo|curso|turma|apartamento|apt?o?\\.|bl\\.|cj\\.|casa|loja|quilômetro|tamanho|modelo|time|camisa|código|erro|pedido|fatura|processo|senha|caixa|vaga|rua|avenida|semana|dia|item|inciso|portão|box|vagão|saída|ala|torre|sessão|cadeira|guichê';
