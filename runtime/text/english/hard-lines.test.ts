import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTextFrontend } from '../frontend.ts';
import type { Language } from '../types.ts';
import { findPublishedModel } from '../../model/published-model.ts';
import { KOKORO_SYMBOLS } from '../vocabulary.ts';

// The lexicons are the model's: these lines are checked wherever `npm run -s model -- pull` has put it.
const model = await findPublishedModel().catch(() => undefined);
const hasTagger = model !== undefined && existsSync(join(model, 'lexicons/en_tok2vec.msgpack'));

const AMERICAN: readonly (readonly [string, string])[] = [
  ['The crowd reached 12,345 by noon.', 'ðə kɹˈWd ɹˈiʧt twˈɛlv θˈWzᵊnd θɹˈi hˈʌndɹəd fˈɔɹTi fˈIv bI nˈun.'],
  ['A gram is 0.035 ounces.', 'ɐ ɡɹˈæm ɪz zˈɪɹO pYnt zˈɪɹO θɹˈi fˈIv ˈWnsᵻz.'],
  ['Temperatures fell to -12 overnight.', 'tˈɛmpɹəʧəɹz fˈɛl tə mˈInəs twˈɛlv ˌOvəɹnˈIt.'],
  ['Meet me at 9:05, not at 10:00.', 'mˈit mˌi æt nˈIn ˈO fˈIv, nˌɑt æt tˈɛn əklˈɑk.'],
  ['The train leaves at 14:32.', 'ðə tɹˈAn lˈivz æt fˌɔɹtˈin θˈɜɹTi tˈu.'],
  ['We close at 5:30 p.m. on Fridays.', 'wˌi klˈOz æt fˈIv θˈɜɹTi pˌiˈɛm ˌɔn fɹˈIdˌAz.'],
  ['The deadline is 2024-05-01.', 'ðə dˈɛdlˌIn ɪz mˈA fˈɜɹst, twˈɛnti twˈɛnti fˈɔɹ.'],
  ['He was born on March 3, 1987.', 'hˌi wʌz bˈɔɹn ˌɔn mˈɑɹʧ θˈɜɹd, nˌIntˈin ˈATi sˈɛvən.'],
  ['The sale ends 12/25/2023.', 'ðə sˈAl ˈɛndz disˈɛmbəɹ twˈɛnti fˈɪfθ, twˈɛnti twˈɛnti θɹˈi.'],
  ['Oct. 12 is a holiday.', 'ɑktˈObəɹ twˈɛlfθ ɪz ɐ hˈɑlədˌA.'],
  ['Lunch was $4.99 plus a $1 tip.', 'lˈʌnʧ wʌz fˈɔɹ dˈɑləɹz ænd nˈIndi nˈIn sˈɛnts plˈʌs ɐ wˈʌn dˈɑləɹ tˈɪp.'],
  ['The firm lost $2.5 million.', 'ðə fˈɜɹm lˈɔst tˈu pYnt fˈIv mˈɪljᵊn dˈɑləɹz.'],
  ['They raised £3bn and €15.', 'ðˌA ɹˈAzd θɹˈi bˈɪljən pˈWndz ænd fˌɪftˈin jˈʊɹOz.'],
  ['It costs ¥1200.', 'ˌɪt kˈɔsts wˈʌn θˈWzᵊnd tˈu hˈʌndɹəd jˈɛn.'],
  ['Add 1/2 cup of milk and 3/4 of the flour.', 'ˈæd wˈʌn hˈæf kˈʌp ʌv mˈɪlk ænd θɹˈi kwˈɔɹTəɹz ʌv ðə flˈWəɹ.'],
  ['It took 2 1/2 hours.', 'ˌɪt tˈʊk tˈu ænd ɐ hˈæf ˈWəɹz.'],
  ['The route is 5 km long.', 'ðə ɹˈut ɪz fˈIv kəlˈɑməTəɹz lˈɔŋ.'],
  ['The file is 14 MB.', 'ðə fˈIl ɪz fˌɔɹtˈin mˈɛɡəbˌIts.'],
  ['He drove at 60 mph.', 'hˌi dɹˈOv æt sˈɪksti mˈIlz pɜɹ ˈWəɹ.'],
  ['It was 37.5°C outside.', 'ˌɪt wʌz θˈɜɹTi sˈɛvən pYnt fˈIv dəɡɹˈiz sˈɛlsiəs ˌWtsˈId.'],
  [`She is 5'10" tall.`, 'ʃˌi ɪz fˈIv fˈʊt tˈɛn tˈɔl.'],
  ['Tips of 18-20% are normal.', 'tˈɪps ʌv ˌAtˈin tə twˈɛnti pəɹsˈɛnt ɑɹ nˈɔɹmᵊl.'],
  ['Call 555-0142 today.', 'kˈɔl fˈIv fˈIv fˈIv, ˈO wˈʌn fˈɔɹ tˈu tədˈA.'],
  ['Ring +1 (415) 555-2671.', 'ɹˈɪŋ plˈʌs wˈʌn, fˈɔɹ wˈʌn fˈIv, fˈIv fˈIv fˈIv, tˈu sˈɪks sˈɛvən wˈʌn.'],
  ['World War II ended in 1945.', 'wˈɜɹld wˈɔɹ tˈu ˈɛndᵻd ɪn nˌIntˈin fˈɔɹTi fˈIv.'],
  ['Henry VIII had six wives.', 'hˈɛnɹi ði ˈAθ hæd sˈɪks wˈIvz.'],
  ['Read Chapter IV.', 'ɹˈid ʧˈæptəɹ fˈɔɹ.'],
  ['The 1990s were great.', 'ðə nˌIntˈin nˈIndiz wɜɹ ɡɹˈAt.'],
  ['The 21st floor is closed.', 'ðə twˈɛnti fˈɜɹst flˈɔɹ ɪz klˈOzd.'],
  ['Visit www.parks.gov/maps now.', 'vˈɪzət dˌʌbᵊljudˌʌbᵊljudˈʌbᵊlju dˈɑt pˈɑɹks dˈɑt ɡˈɑv slˈæʃ mˈæps nˈW.'],
  ['Write to help@oakfield.org.', 'ɹˈIt tə hˈɛlp æt ˈOkfild dˈɑt ˈɔɹɡ.'],
  ['Mr. Ray met St. John at 12 Main St.', 'mˈɪstəɹ ɹˈA mˈɛt sənt ʤˈɑn æt twˈɛlv mˈAn stɹˈit.'],
  ['See pp. 3-5 and No. 7.', 'sˈi pˈAʤᵻz θɹˈi tə fˈIv ænd nˈʌmbəɹ sˈɛvən.'],
  ['Version v1.2.3 is out.', 'vˈɜɹʒən wˈʌn pYnt tˈu pYnt θɹˈi ɪz ˈWt.'],
  [
    'Set it to 192.168.0.1.',
    'sˈɛt ɪt tə wˈʌn hˈʌndɹəd nˈIndi tˈu dˈɑt wˈʌn hˈʌndɹəd sˈɪksti ˈAt dˈɑt zˈɪɹO dˈɑt wˈʌn.',
  ],
  ['It is open 24/7.', 'ˌɪt ɪz ˈOpᵊn twˈɛnti fˈɔɹ sˈɛvən.'],
  ['COVID-19 changed B2B sales.', 'kˈOvˌɪd nˌIntˈin ʧˈAnʤd bˈi tə bˈi sˈAlz.'],
  ['The score was 2-1.', 'ðə skˈɔɹ wʌz tˈu wˈʌn.'],
  ['Is 2 + 2 = 4?', 'ˌɪz tˈu plˈʌs tˈu ˈikwᵊlz fˈɔɹ?'],
  ['J. R. R. Tolkien wrote it.', 'ʤˈA ˈɑɹ ˈɑɹ tɔlkˈin ɹˈOt ɪt.'],
  ['I love it 👍!', 'ˌI lˈʌv ɪt θˈʌmz ˈʌp!'],
  ['We flew on an A380 to the U.S. in May.', 'wˌi flˈu ˌɔn ɐn ˈA θɹˈi ˈATi tə ðə jˌuˈɛs ɪn mˈA.'],
  ['[Tomato](/təmˈɑːtQ/) soup is ready.', 'təmˈɑːtQ sˈup ɪz ɹˈɛdi.'],
  ['The answer is about 3.14159.', 'ði ˈænsəɹ ɪz əbˈWt θɹˈi pYnt wˈʌn fˈɔɹ wˈʌn fˈIv nˈIn.'],
  [
    'It grew from 8,400 in 1950 to 61,000 in 2010.',
    'ˌɪt ɡɹˈu fɹʌm ˈAt θˈWzᵊnd fˈɔɹ hˈʌndɹəd ɪn nˌIntˈin fˈɪfti tə sˈɪksti wˈʌn θˈWzᵊnd ɪn twˈɛnti tˈɛn.',
  ],
];

const BRITISH: readonly (readonly [string, string])[] = [
  ['He was born on 14 May 1932.', 'hˌiː wɒz bˈɔːn ˌɒn ðə fˌɔːtˈiːnθ ɒv mˈA nˌIntˈiːn θˈɜːti tˈuː.'],
  ['It is £4.20, please.', 'ˌɪt ɪz fˈɔː pˈWndz and twˈɛnti pˈɛns, plˈiːz.'],
  ['The rent is £1,349.99.', 'ðə ɹˈɛnt ɪz wˈʌn θˈWzᵊnd θɹˈiː hˈʌndɹəd and fˈɔːti nˈIn pˈWndz and nˈInti nˈIn pˈɛns.'],
  ['Ring 020 7946 0958.', 'ɹˈɪŋ ˈQ tˈuː ˈQ, sˈɛvᵊn nˈIn fˈɔː sˈɪks, ˈQ nˈIn fˈIv ˈAt.'],
  ['It is 310 metres high.', 'ˌɪt ɪz θɹˈiː hˈʌndɹəd and tˈɛn mˈiːtəz hˈI.'],
  ['The shop opens at 9 a.m. daily.', 'ðə ʃˈɒp ˈQpᵊnz at nˈIn ˌAˈɛm dˈAli.'],
  ['The date is 05/06/2023.', 'ðə dˈAt ɪz ðə fˈɪfθ ɒv ʤˈuːn, twˈɛnti twˈɛnti θɹˈiː.'],
  ["St. Pancras is next to King's Cross.", 'sənt pˈaŋkɹəz ɪz nˈɛkst tə kˈɪŋz kɹˈɒs.'],
  ['She came 2nd in the 100 m race.', 'ʃˌiː kˈAm sˈɛkᵊnd ɪn ðə wˈʌn hˈʌndɹəd mˈiːtə ɹˈAs.'],
  ['Roughly 3/4 of pupils walk.', 'ɹˈʌfli θɹˈiː kwˈɔːtəz ɒv pjˈuːpᵊlz wˈɔːk.'],
  ['Open 9:00-17:30 daily.', 'ˈQpᵊn nˈIn əklˈɒk tə sˌɛvntˈiːn θˈɜːti dˈAli.'],
  [
    'The flat costs £1,350.50 a month.',
    'ðə flˈat kˈɒsts wˈʌn θˈWzᵊnd θɹˈiː hˈʌndɹəd and fˈɪfti pˈWndz and fˈɪfti pˈɛns ɐ mˈʌnθ.',
  ],
  ['They raised £3bn in 2019.', 'ðˌA ɹˈAzd θɹˈiː bˈɪljən pˈWndz ɪn twˈɛnti nˌIntˈiːn.'],
  ['He was born on 3 March 1987.', 'hˌiː wɒz bˈɔːn ˌɒn ðə θˈɜːd ɒv mˈɑːʧ nˌIntˈiːn ˈAti sˈɛvᵊn.'],
  ['The meeting is on 25 December at 10:00.', 'ðə mˈiːtɪŋ ɪz ˌɒn ðə twˈɛnti fˈɪfθ ɒv dɪsˈɛmbə at tˈɛn əklˈɒk.'],
  ['It fell to -12 overnight.', 'ˌɪt fˈɛl tə mˈInəs twˈɛlv ˌQvənˈIt.'],
  ['The train leaves at 14:32.', 'ðə tɹˈAn lˈiːvz at fˌɔːtˈiːn θˈɜːti tˈuː.'],
  ['Add 2 1/2 cups of flour.', 'ˈad tˈuː and ɐ hˈɑːf kˈʌps ɒv flˈWə.'],
  ['She ran 5 km in 25 min.', 'ʃˌiː ɹˈan fˈIv kˈɪləmˌiːtəz ɪn twˈɛnti fˈIv mˈɪnɪts.'],
  ['The car did 120 km/h.', 'ðə kˈɑː dˈɪd wˈʌn hˈʌndɹəd and twˈɛnti kˈɪləmˌiːtəz pɜː ˈWə.'],
  ['It is 20% off until 2024-05-01.', 'ˌɪt ɪz twˈɛnti pəsˈɛnt ˈɒf əntˈɪl ðə fˈɜːst ɒv mˈA, twˈɛnti twˈɛnti fˈɔː.'],
  ['Call 020 7946 0958 now.', 'kˈɔːl ˈQ tˈuː ˈQ, sˈɛvᵊn nˈIn fˈɔː sˈɪks, ˈQ nˈIn fˈIv ˈAt nˈW.'],
  ['King Henry VIII had six wives.', 'kˈɪŋ hˈɛnɹi ði ˈAtθ had sˈɪks wˈIvz.'],
  ['World War II ended in 1945.', 'wˈɜːld wˈɔː tˈuː ˈɛndɪd ɪn nˌIntˈiːn fˈɔːti fˈIv.'],
  ['Mail info@example.co.uk today.', 'mˈAl ˈɪnfQ at ɪɡzˈɑːmpᵊl dˈɒt kˈQ dˈɒt jˌuːkˈA tədˈA.'],
  [
    'See www.example.com/news for more.',
    'sˈiː dˌʌbᵊljuːdˌʌbᵊljuːdˈʌbᵊljuː dˈɒt ɪɡzˈɑːmpᵊl dˈɒt kˈɒm slˈaʃ njˈuːz fɔː mˈɔː.',
  ],
  ['Dr Smith met Mr and Mrs Jones.', 'dˈɒktə smˈɪθ mˈɛt mˈɪstə and mˈɪsɪz ʤˈQnz.'],
  ['Prof. Hill lives on Baker St.', 'pɹəfˈɛsə hˈɪl lˈɪvz ˌɒn bˈAkə stɹˈiːt.'],
  ['The 1990s were loud.', 'ðə nˌIntˈiːn nˈIntiz wɜː lˈWd.'],
  ['Chapter IV begins on p. 12.', 'ʧˈaptə fˈɔː bɪɡˈɪnz ˌɒn pˈAʤ twˈɛlv.'],
  ['The BBC and NASA agreed.', 'ðə bˌiːbˌiːsˈiː and nˈasə əɡɹˈiːd.'],
  ['Bring 3 kg of rice and 500 ml of milk.', 'bɹˈɪŋ θɹˈiː kˈɪləɡɹamz ɒv ɹˈIs and fˈIv hˈʌndɹəd mˈɪlɪlˌiːtəz ɒv mˈɪlk.'],
  ['The score was 3-1.', 'ðə skˈɔː wɒz θɹˈiː wˈʌn.'],
  ['He scored 9.75 out of 10.', 'hˌiː skˈɔːd nˈIn pYnt sˈɛvᵊn fˈIv ˈWt ɒv tˈɛn.'],
];

/** These need the trained tagger. */
const BY_PART_OF_SPEECH: readonly (readonly [string, string])[] = [
  ['Dr. Lee lives on Elm Dr.', 'dˈɑktəɹ lˈi lˈɪvz ˌɔn ˈɛlm dɹˈIv.'],
  ["'Hello', she said.", '“həlˈO”, ʃi sˈɛd.'],
  ['The pipes are made of lead, but she will lead us.', 'ðə pˈIps ɑɹ mˌAd ʌv lˈɛd, bˌʌt ʃi wɪl lˈid ˌʌs.'],
  ['He read it yesterday; I will read it today.', 'hˌi ɹˈɛd ɪt jˈɛstəɹdˌA; ˌI wɪl ɹˈid ɪt tədˈA.'],
  ['Have you read my new book?', 'hˌæv ju ɹˈɛd mI nˈu bˈʊk?'],
  ['The wind made it hard to wind the rope.', 'ðə wˈɪnd mˌAd ɪt hˈɑɹd tə wˈInd ðə ɹˈOp.'],
  ['They live near a live volcano.', 'ðˌA lˈɪv nˌɪɹ ɐ lˈIv vɑlkˈAnO.'],
  ['She shed a tear over the tear in her coat.', 'ʃˌi ʃˈɛd ɐ tˈɪɹ ˈOvəɹ ðə tˈɛɹ ɪn hɜɹ kˈOt.'],
  ['He plays bass and fishes for bass.', 'hˌi plˈAz bˈAs ænd fˈɪʃɪz fɔɹ bˈAs.'],
  ['Close the door; you are too close.', 'klˈOz ðə dˈɔɹ; ju ɑɹ tˈu klˈOs.'],
  ['The actors took a bow, and the archer strung his bow.', 'ði ˈæktəɹz tˈʊk ɐ bˈW, ænd ði ˈɑɹʧəɹ stɹˈʌŋ hɪz bˈO.'],
  ['The couple had a row in the front row.', 'ðə kˈʌpᵊl hæd ɐ ɹˈW ɪn ðə fɹˈʌnt ɹˈO.'],
  ['Several does followed the buck.', 'sˈɛvəɹəl dˈOz fˈɑlOd ðə bˈʌk.'],
  ['I object to that object.', 'ˌI əbʤˈɛkt tə ðˈæt ˈɑbʤəkt.'],
  ['Please record the record.', 'plˈiz ɹəkˈɔɹd ðə ɹˈɛkəɹd.'],
  ['We refuse to burn the refuse.', 'wˌi ɹəfjˈuz tə bˈɜɹn ðə ɹˈɛfjˌus.'],
];

const BRITISH_BY_PART_OF_SPEECH: readonly (readonly [string, string])[] = [
  ['I will lead the team to the lead mine.', 'ˌI wɪl lˈiːd ðə tˈiːm tə ðə lˈɛd mˈIn.'],
  ['She read the book that I read every summer.', 'ʃˌiː ɹˈɛd ðə bˈʊk ðat ˌI ɹˈiːd ˈɛvəɹi sˈʌmə.'],
  ['The wind was too strong to wind the sail.', 'ðə wˈɪnd wɒz tˈuː stɹˈɒŋ tə wˈInd ðə sˈAl.'],
  ['They had a row about who should row.', 'ðˌA had ɐ ɹˈW əbˈWt hˌuː ʃˌʊd ɹˈQ.'],
  ["The invalid's ticket was invalid.", 'ði ˈɪnvəlɪdz tˈɪkɪt wɒz ɪnvˈalɪd.'],
  ['He refused to pick up the refuse.', 'hˌiː ɹɪfjˈuːzd tə pˈɪk ˌʌp ðə ɹˈɛfjuːs.'],
  ['Her résumé lists three jobs.', 'hˌɜː ɹˈɛzjʊmˌA lˈɪsts θɹˈiː ʤˈɒbz.'],
  ['The lieutenant drank his tea in the garage.', 'ðə lɛftˈɛnənt dɹˈaŋk hɪz tˈiː ɪn ðə ɡˈaɹɑːʤ.'],
];

const frontend = createTextFrontend({
  readLexicon: (path) => readFile(join(model ?? '', path)),
  vocabulary: KOKORO_SYMBOLS,
});

async function phonemes(text: string, language: Language): Promise<string> {
  const segments = await (await frontend).segments(text, language);
  return segments.map((segment) => segment.phonemes).join(' ');
}

/** A bracket parts what is in it from the words around it. */
const BRACKETED = [
  ['See [RFC2119].', 'sˈi (ˌɑɹˌɛfsˈi tˈu θˈWzᵊnd wˈʌn hˈʌndɹəd nˌIntˈin).'],
  ['Fish ’n’ chips', 'fˈɪʃ ən ʧˈɪps'],
  ['5 mmol/L', 'fˈIv mˈɪlɪmˌOlz pɜɹ lˈiTəɹ'],
] as const;

describe.skipIf(model === undefined)('with the lexicons', () => {
  test.each(BRACKETED)('brackets: %s', async (text, expected) => {
    expect(await phonemes(text, 'en-us')).toBe(expected);
  });
  test.each(AMERICAN)('American: %s', async (text, expected) => {
    expect(await phonemes(text, 'en-us')).toBe(expected);
  });

  test.each(BRITISH)('British: %s', async (text, expected) => {
    expect(await phonemes(text, 'en-gb')).toBe(expected);
  });
});

describe.skipIf(!hasTagger)('with the tagger', () => {
  test.each(BY_PART_OF_SPEECH)('%s', async (text, expected) => {
    expect(await phonemes(text, 'en-us')).toBe(expected);
  });

  test.each(BRITISH_BY_PART_OF_SPEECH)('British: %s', async (text, expected) => {
    expect(await phonemes(text, 'en-gb')).toBe(expected);
  });
});
