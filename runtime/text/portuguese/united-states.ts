import type { UnitedStates } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), { gender: 'm', noun: false, word: '' });

export const UNITED_STATES: UnitedStates = {
  states: shortForms(
    'NY Nova York; NJ Nova Jersey; NM Novo México; PA Pensilvânia; HI Havaí; CA Califórnia; FL Flórida; GA Geórgia; VA Virgínia; NC Carolina do Norte; SC Carolina do Sul; ND Dakota do Norte; SD Dakota do Sul; WV Virgínia Ocidental; DC dê cê',
  ),
  numbered: (value, isAvenue) =>
    isAvenue ? (value <= 10 ? `${ordinal(value, 'f')} avenida` : `avenida ${plain(value)}`) : `rua ${plain(value)}`,
};
