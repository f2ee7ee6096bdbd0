import type { Language } from '../text/types.ts';

/** Ordinary sentences with figures and names in them. */
export const SAMPLES: Readonly<Record<Language, string>> = {
  'en-us': 'The council approved 3 new bridges on May 4, 2024, for $1,350.50. Dr. Smith read the record. ',
  'en-gb': 'The council approved 3 new bridges on 4 May 2024, for £1,350.50. Dr Smith read the record. ',
  es: 'El ayuntamiento aprobó 3 puentes el 4 de mayo de 2024 por 1.350,50 €. La Sra. García lo leyó. ',
  fr: 'La mairie a approuvé 3 ponts le 4 mai 2024 pour 1 350,50 €. Mme Dupont a lu le discours. ',
  hi: 'नगर निगम ने 4 मई 2024 को ₹1,350.50 में 3 पुल मंज़ूर किए। डॉ. शर्मा ने भाषण पढ़ा। ',
  it: 'Il comune ha approvato 3 ponti il 4 maggio 2024 per 1.350,50 €. La sig.ra Rossi lo ha letto. ',
  pt: 'A prefeitura aprovou 3 pontes em 4 de maio de 2024 por R$ 1.350,50. A Sra. Souza leu tudo. ',
  ja: '市議会は2024年5月4日に三本の橋を1,350円で承認しました。田中さんは記録を読みました。',
  zh: '市议会在2024年5月4日批准了三座桥，花了1,350.50元。银行行长还你钱，我得去看看。',
};

/** An ordinary text of a length. */
export function plainText(language: Language, length: number): string {
  const sample = SAMPLES[language];
  return sample.repeat(Math.ceil(length / sample.length)).slice(0, length);
}
