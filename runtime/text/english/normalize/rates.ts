import { alternatives } from '../../written/patterns.ts';
import { unitName } from './unit-names.ts';

/** Written after a slash: "$20/mo", "5 mg/kg". */
export const PER = (() => {
  const names: Record<string, string> = {
    wk: 'week',
    mo: 'month',
    mth: 'month',
    yr: 'year',
    hr: 'hour',
    min: 'minute',
    h: 'hour',
    s: 'second',
    d: 'day',
    L: 'liter',
    l: 'liter',
    m: 'meter',
    g: 'gram',
    ea: 'each',
    pp: 'person',
    pr: 'pair',
    bbl: 'barrel',
    doz: 'dozen',
    ct: 'carat',
  };
  for (const word of 'side box bag lap trip game set second minute hour day night week month quarter year person user seat head piece pound gallon ounce mile kilo litre liter unit item page student child adult guest room share barrel ton tonne kg lb oz km mi cm mm ml mL dL gal sqft m² m³ ft² cm² cm³ ft sec GB TB MB kWh mol ha acre month/user user/month'.split(
    ' ',
  ))
    names[word] = word.includes('/') ? word.replace('/', ' per ') : (unitName(word)?.one ?? word);
  return names;
})();
export const RATES = alternatives(Object.keys(PER));
