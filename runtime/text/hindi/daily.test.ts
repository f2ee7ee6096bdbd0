import { describe, expect, test } from 'vitest';
import { plainWritten } from '../written/load.ts';
import { localeRules } from '../written/rules.ts';
import { inWords } from '../../testing/said.ts';
import { hindi } from './hindi.ts';

/** What apps and people send, by kind; among them what looks alike and is something else. */
const LINES: Readonly<Record<string, readonly (readonly [written: string, said: string])[]>> = {
  days: [
    ['सोम. को, शुक्र. से, सोम-शनि', 'सोमवार को, शुक्रवार से, सोमवार से शनिवार'],
    ['नाम मंगल।', 'नाम मंगल.'],
    ['26/11 के, 9/11 के, 9/11 को', 'छब्बीस ग्यारह के, नौ ग्यारह के, नौ नवंबर को'],
    ['Dt. 12/04/2023', 'दिनांक बारह अप्रैल दो हज़ार तेईस'],
    ['गीता 2:47, बाइबिल 3:16-18, 2:47 बजे', 'गीता दो सैंतालीस, बाइबिल तीन सोलह से अठारह, दो बजकर सैंतालीस मिनट'],
  ],
  joints: [
    ['सुबह-शाम, टावर-B, टी-शर्ट', 'सुबह शाम, टावर B, टी शर्ट'],
    ['अक्टू. 2022 - मार्च 2023', 'अक्टूबर दो हज़ार बाईस से मार्च दो हज़ार तेईस'],
    ['कक्षा IX-XII के, भाग-II', 'कक्षा नौ से बारह के, भाग दो'],
  ],
  mathematics: [
    ['(a+b)² = a² + 2ab + b²', '(ए प्लस b) का वर्ग बराबर ए का वर्ग प्लस दो ए b प्लस b का वर्ग'],
    ['₹3K, 3K टीवी', 'तीन हज़ार रुपये, थ्री के टीवी'],
  ],
  'short forms': [
    ['A/c में, Pls आना, Thx भाई', 'अकाउंट में, प्लीज़ आना, थैंक्स भाई'],
    ['INDIA को, उड़ान 6E-2135', 'इंडिया को, उड़ान छह E दो एक तीन पाँच'],
  ],
  measures: [
    [
      '12.5 g/dL, 5 kg/m², 1 tsp, 2 tbsp',
      'बारह दशमलव पाँच ग्राम प्रति डेसीलीटर, पाँच किलोग्राम प्रति वर्ग मीटर, एक छोटा चम्मच, दो बड़े चम्मच',
    ],
    ['82* रन, 5* होटल', 'बयासी नाबाद रन, पाँच होटल'],
  ],
  codes: [
    ['धारा 498A, सीट 12B, 5 A', 'धारा चार सौ अट्ठानवे ए, सीट बारह B, पाँच एम्पियर'],
    [
      '+91-98100 12345, 1800-11-4000',
      'प्लस नौ एक, नौ आठ एक शून्य शून्य, एक दो तीन चार पाँच, एक आठ शून्य शून्य, एक एक, चार शून्य शून्य शून्य',
    ],
  ],
  letters: [
    ['बिंदु A और बिंदु B, a > b', 'बिंदु ए और बिंदु B, ए b से ज़्यादा'],
    ['a good day', 'a good day'],
    ['राज. में, राज. है', 'राजस्थान में, राज. है'],
  ],
  pictures: [['शुभ 🪔 और 🦽', 'शुभ दीया और इमोजी']],
};

const rules = localeRules(hindi);
for (const [kind, lines] of Object.entries(LINES))
  describe(kind, () => {
    test.each(lines)('%s', (written, said) => {
      expect(inWords(plainWritten(written, hindi), rules)).toBe(said);
    });
  });
