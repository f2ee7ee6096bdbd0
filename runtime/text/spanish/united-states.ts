import type { UnitedStates } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), { gender: 'm', noun: false, word: '' });

export const UNITED_STATES: UnitedStates = {
  states: shortForms(
    'NY Nueva York; NJ Nueva Jersey; NM Nuevo México; NH Nuevo Hampshire; PA Pensilvania; HI Hawái; LA Luisiana; NC Carolina del Norte; SC Carolina del Sur; ND Dakota del Norte; SD Dakota del Sur; WV Virginia Occidental; MI Míchigan; MO Misuri; OR Oregón; MS Misisipi; DC de ce; TX Texas',
  ),
  numbered: (value, isAvenue) =>
    isAvenue ? (value <= 10 ? `${ordinal(value, 'f')} avenida` : `avenida ${plain(value)}`) : `calle ${plain(value)}`,
};
