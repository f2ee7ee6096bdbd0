import type { UnitedStates } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';
import { ordinal } from './numbers.ts';

export const UNITED_STATES: UnitedStates = {
  states: shortForms(
    'NM Nuovo Messico; HI Hawaii; NC Carolina del Nord; SC Carolina del Sud; ND Dakota del Nord; SD Dakota del Sud; WV Virginia Occidentale; DC di ci',
  ),
  numbered: (value, isAvenue) => `${ordinal(value, 'f')} ${isAvenue ? 'avenue' : 'strada'}`,
};
