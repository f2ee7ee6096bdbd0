import type { UnitedStates } from '../written/rule-words.ts';
import { shortForms } from '../written/short-forms.ts';
import { ordinal } from './numbers.ts';

export const UNITED_STATES: UnitedStates = {
  states: shortForms(
    'CA Californie; FL Floride; PA Pennsylvanie; LA Louisiane; GA Géorgie; VA Virginie; HI Hawaï; NM Nouveau-Mexique; NC Caroline du Nord; SC Caroline du Sud; ND Dakota du Nord; SD Dakota du Sud; WV Virginie-Occidentale; DC D C',
  ),
  numbered: (value, isAvenue) => `${ordinal(value, 'f')} ${isAvenue ? 'avenue' : 'rue'}`,
};
