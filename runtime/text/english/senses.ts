/** One pronunciation of a word spelt like another, and where it is meant. */
export interface Sense {
  us: string;
  gb: string;
  /** Penn tags it can have; any when left out. */
  tag?: RegExp;
  /** Must match the end of the words before (lower case, each followed by a space). */
  before?: RegExp;
  /** Must match the beginning of the words after (lower case, each followed by a space). */
  after?: RegExp;
  /** Words that give it away wherever they stand in the sentence; the nearest of all senses' words decides. */
  near?: string;
  /** Taken when nothing else decides. */
  usual?: true;
}

const NOUN = /^NN/;
const VERB = /^VB/;

const ROW: readonly Sense[] = [
  {
    us: 'ɹˈO',
    gb: 'ɹˈQ',
    before: /\b(?:in a|front|back|top|bottom|middle|death|skid|first|second|third|last|each|every|same) $/,
  },
  {
    us: 'ɹˈW',
    gb: 'ɹˈW',
    tag: NOUN,
    before:
      /\b(?:start|starts|started|starting|cause|caused|causing|spark|sparked|sparking|have|has|had|having|picked|broke into|got into|ended in|furious|blazing|heated|bitter|diplomatic|political|public|flaming|huge|terrible|family|domestic|angry|drunken)(?: (?:a|an|the|another|yet another|this))?(?: (?:big|huge|terrible|furious|blazing|fierce|silly|stupid|public|political|diplomatic|noisy))? $/,
    after: /^(?!of\b)/,
  },
  {
    us: 'ɹˈW',
    gb: 'ɹˈW',
    tag: NOUN,
    after:
      /^(?:over|about|broke|erupted|between|has erupted|escalated|rumbles?|raged|with (?:his|her|my|the|their|your|our))\b/,
    before: /\b(?:a|the|this|that|latest|another|[a-z]+ing|[a-z]+ic|[a-z]+al|bitter|big|loud) $/,
  },
  { us: 'ɹˈW', gb: 'ɹˈW', tag: NOUN, near: 'argument quarrel quarrelled quarreled shouting neighbours yelling argued' },
  {
    us: 'ɹˈO',
    gb: 'ɹˈQ',
    near: 'seats boat oars column table spreadsheet houses trees chairs corn stage theater theatre sat',
  },
];
const RIP_WORDS =
  'dress fabric shirt jeans trousers pants skirt sleeve cloth curtain canvas tent seam paper muscle ligament acl meniscus cuff rotator tendon cartilage retina retinal retinal hole rip patch mend mended repair repaired sew sewed stitch stitched sail net jacket coat wallpaper';
const LEAD_METAL_WORDS =
  'pipe pipes paint paints metal metals poisoning poison pencil gasoline petrol bullet bullets roof toxic copper zinc tin iron mercury arsenic cadmium silver contaminated contamination contaminants solder soldered battery batteries apron sinker ore melted molten smelting smelter alloy shielding shielded plumbing tap exposure blood toxin toxins heavy dense density glass bronze weights soldiers coffin periodic element';

/** Words whose parts of speech do not tell their pronunciations apart, or that the lexicons have in one reading only. */
export const SENSES: Readonly<Record<string, readonly Sense[]>> = {
  lead: [
    {
      us: 'lˈid',
      gb: 'lˈiːd',
      before:
        /\b(?:in the|take the|took the|taking the|taken the|takes the|to|will|would|can|could|may|might|should|must|n't) $/,
    },
    {
      us: 'lˈid',
      gb: 'lˈiːd',
      after:
        /^(?:singer|role|actor|actress|guitarist|guitar|author|engineer|developer|researcher|investigator|story|character|vocals|vocalist|time|generation|to|in the|by|over|us|me|him|them|the way)\b/,
    },
    { us: 'lˈɛd', gb: 'lˈɛd', tag: NOUN, before: /\b(?:of|from|with|like|as|in|contains?|containing|molten|melted) $/ },
    {
      us: 'lˈɛd',
      gb: 'lˈɛd',
      after:
        /^(?:- )?(?:pipes?|paint|poisoning|pencils?|bullets?|balloon|ore|mines?|acid|free|lined|weights?|solder|apron|shot|sinkers?|roof|crystal|shielding|levels|contamination|exposure|oxide|acetate)\b/,
    },
    { us: 'lˈɛd', gb: 'lˈɛd', tag: /^(?:NN|JJ)/, near: LEAD_METAL_WORDS },
    {
      us: 'lˈid',
      gb: 'lˈiːd',
      tag: NOUN,
      near: 'race score points ahead game half runner team goal cast film movie play investigation police detective sales dog leash',
    },
  ],
  bass: [
    {
      us: 'bˈæs',
      gb: 'bˈas',
      near: 'lake caught catch catches catching fish fishing fished fisherman angler river striped largemouth smallmouth sea trout pond fillet fillets grilled hook bait cod salmon perch pike reel ate eat',
    },
    {
      us: 'bˈAs',
      gb: 'bˈAs',
      near: 'player guitar guitarist drum drums line lines clef voice singer sings sang singing notes note treble tenor music band song double speaker speakers sound loud boost jazz funk bassist amp string strings',
    },
    { us: 'bˈAs', gb: 'bˈAs', usual: true },
  ],
  bow: [
    {
      us: 'bˈW',
      gb: 'bˈW',
      tag: NOUN,
      before:
        /\b(?:take|takes|took|taking|taken|gave|with) (?:a|another|his|her|their|one last|a final|a little|a deep|a low) $/,
    },
    { us: 'bˈO', gb: 'bˈQ', after: /^(?:and arrows?|tie|ties|string|hunter|hunting)\b/ },
    {
      us: 'bˈO',
      gb: 'bˈQ',
      tag: NOUN,
      near: 'arrow arrows archer archers violinist cellist violin cello viola fiddle string strings ribbon ribbons hair archer archery quiver gift wrapped tied rosin present crossbow bowstring dress shoelace shoelaces rainbow drew',
    },
    {
      us: 'bˈW',
      gb: 'bˈW',
      tag: NOUN,
      near: 'stage take takes took taking taken audience applause curtain actor actors actress performer performers performance polite slight deep final king queen emperor greeting ship boat stern deck yacht vessel ferry sail sails hull waves starboard port sailor sailors captain anchor torpedo curtsy gave',
    },
  ],
  bows: [
    {
      us: 'bˈWz',
      gb: 'bˈWz',
      tag: NOUN,
      near: 'stage took take audience applause actors ship ships boat boats stern deck polite',
    },
  ],
  tear: [
    { us: 'tˈɛɹ', gb: 'tˈɛː', before: /\bwear and $/ },
    {
      us: 'tˈɛɹ',
      gb: 'tˈɛː',
      tag: VERB,
      after: /^(?:down|apart|off|out|into|through|it|them|the|a|your|his|her|my)\b/,
    },
    { us: 'tˈɪɹ', gb: 'tˈɪə', after: /^(?:gas|ducts?|drops?|stained|jerker)\b/ },
    {
      us: 'tˈɛɹ',
      gb: 'tˈɛː',
      tag: NOUN,
      after: /^in (?:the|a|an|my|your|his|her|its|our|their|one)\b(?! (?:\w+ )?eyes?\b)/,
    },
    {
      us: 'tˈɪɹ',
      gb: 'tˈɪə',
      tag: NOUN,
      after: /^(?:in|from|down|on) (?:my|your|his|her|their|our|the|one) (?:\w+ )?(?:eyes?|cheeks?)\b/,
    },
    { us: 'tˈɛɹ', gb: 'tˈɛː', tag: NOUN, near: RIP_WORDS },
    {
      us: 'tˈɪɹ',
      gb: 'tˈɪə',
      tag: NOUN,
      near: 'shed eye eyes cry cried crying cheek cheeks wiped wipe single sad wept weep face drop rolled sob sadness joy lash',
    },
  ],
  tears: [
    {
      us: 'tˈɛɹz',
      gb: 'tˈɛːz',
      tag: NOUN,
      before: /\b(?:rips and|cuts and|wears and|muscle|ligament|cuff|tendon|meniscus|acl|retinal) $/,
    },
    {
      us: 'tˈɛɹz',
      gb: 'tˈɛːz',
      tag: NOUN,
      after: /^in (?:the|his|her|my) (?:fabric|shirt|dress|jeans|curtains?|canvas|tent|muscles?|ligaments?)\b/,
    },
  ],
  row: ROW,
  rows: ROW.map((sense) => ({ ...sense, us: `${sense.us}z`, gb: `${sense.gb}z` })),
  does: [
    { us: 'dˈOz', gb: 'dˈQz', tag: /^NNP?S$/ },
    { us: 'dˈOz', gb: 'dˈQz', before: /\b(?:two|three|four|five|six|several|many|female|young|pregnant) $/ },
    {
      us: 'dˈOz',
      gb: 'dˈQz',
      before: /\b(?:the|some|of|and) $/,
      after: /^(?:[.,!?;:]|and|with|were|are|in|on|at|from|to|$)/,
      near: 'buck bucks deer stag stags fawn fawns herd rabbit rabbits antlers hunter hunters woods forest meadow',
    },
  ],
  read: [
    {
      us: 'ɹˈid',
      gb: 'ɹˈiːd',
      tag: VERB,
      before:
        /\b(?:to|will|would|can|could|shall|should|may|might|must|do|does|did|ca|wo|let 's|'ll|please)(?: (?:not|n't|never|also|still|just|always|only|even|usually|often|really|you|i|we|they|he|she|it))* $/,
    },
    {
      us: 'ɹˈɛd',
      gb: 'ɹˈɛd',
      tag: VERB,
      before:
        /\b(?:have|has|had|having|'ve|is|was|were|been|being|be|are|get|got|gets)(?: (?:not|n't|never|ever|also|still|just|always|only|even|already|recently|once|actually|really|widely|often|you|i|we|they|he|she|it|anyone|anybody|everyone|your|my|his|her|their|our|the|[a-z]+s|mom|dad))* $/,
    },
    {
      us: 'ɹˈid',
      gb: 'ɹˈiːd',
      tag: /^VBP?$/,
      near: 'every usually often always sometimes daily nightly tonight tomorrow now rarely seldom nowadays weekends',
    },
    { us: 'ɹˈɛd', gb: 'ɹˈɛd', tag: /^VB[DNP]?$/, near: 'yesterday ago last earlier once then' },
    {
      us: 'ɹˈɛd',
      gb: 'ɹˈɛd',
      tag: VERB,
      before: /\b(?:he|she|it|who) (?:(?:also|then|never|always|once|just|quietly|slowly|aloud) )?$/,
    },
  ],
  live: [
    {
      us: 'lˈIv',
      gb: 'lˈIv',
      before:
        /\b(?:broadcast|broadcasts|broadcasting|stream|streams|streamed|streaming|aired|airing|air|perform|performs|performed|performing|recorded|record|go|goes|going|went|gone|reporting|report|coming|play|played|playing|watch|watched|watching|shown|seen|sing|sang|singing) $/,
      after: /^(?!for|to\b)/,
    },
    { us: 'lˈɪv', gb: 'lˈɪv', tag: VERB },
    {
      us: 'lˈɪv',
      gb: 'lˈɪv',
      before:
        /\b(?:to|will|would|can|could|shall|should|may|might|must|did|do|does|n't|not|'d|'ll|they|we|i|you|who|people|families|[a-z]+s) $/,
      after:
        /^(?:in|at|on|with|near|here|there|alone|together|like|longer|forever|under|among|without|off|up|by|or|and)\b/,
    },
  ],
  lives: [
    {
      us: 'lˈIvz',
      gb: 'lˈIvz',
      before:
        /\b(?:their|our|your|my|his|her|its|the|these|those|many|human|of|save|saved|saves|saving|lost|lose|cost|claimed|private|daily|past|nine|whole|new|end|ends|ruin|risk|risked|change|changed|changes) $/,
    },
  ],
  close: [
    {
      us: 'klˈOs',
      gb: 'klˈQs',
      before:
        /\b(?:too|so|very|how|pretty|as|more|stay|stayed|stays|get|gets|got|getting|come|came|comes|coming|draw|drew|stand|stood|sit|sat|really|fairly|quite|extremely|hold|held|up) $/,
      after: /^(?!the\b|it\b|them\b|your\b|my\b|his\b|her\b|our\b|this\b|that\b)/,
    },
    {
      us: 'klˈOs',
      gb: 'klˈQs',
      after:
        /^(?:friends?|relatives?|family|ties|links|attention|call|contact|range|quarters|race|second|encounter|proximity|look|relationship|by\b)/,
      before: /(?:^|[^o] |\bto )$/,
    },
  ],
  wind: [
    {
      us: 'wˈInd',
      gb: 'wˈInd',
      tag: /^(?:VB|NN)/,
      before: /\b(?:to|will|would|can|could|should|must|may|might|'ll|n't|and|then|please|they|we|i|you) $/,
      after:
        /^(?:up|down|back|through|around|round|the (?:clock|watch|toy|thread|yarn|wool|rope|string|bandage)|it|your|its way|their way)\b/,
    },
    {
      us: 'wˈɪnd',
      gb: 'wˈɪnd',
      before:
        /\b(?:the|a|strong|cold|north|south|east|west|high|solar|light|no|this|that|warm|bitter|head|tail|against|second|of) $/,
    },
  ],
  wound: [
    {
      us: 'wˈWnd',
      gb: 'wˈWnd',
      after: /^(?:up|down|around|round|tight|tightly|its way|their way|his way|her way|through|back)\b/,
      tag: /^(?:VB|JJ)/,
    },
    {
      us: 'wˈund',
      gb: 'wˈuːnd',
      before:
        /\b(?:the|a|an|his|her|my|your|their|its|open|gunshot|bullet|stab|flesh|head|deep|this|that|each|old|mortal|fatal) $/,
    },
    { us: 'wˈund', gb: 'wˈuːnd', before: /\b(?:to|will|would|can|could|might|may) $/ },
  ],
  minute: [
    {
      us: 'mInˈut',
      gb: 'mInjˈuːt',
      before:
        /(?<!\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|-|every|each|last) )$/,
      after:
        /^(?:amounts?|details?|particles?|traces?|quantity|quantities|differences?|fractions?|changes|variations?|crystals?|organisms?|creatures?|insects?|cracks?|holes?|pieces?|fragments?)\b/,
    },
    { us: 'mInˈut', gb: 'mInjˈuːt', before: /\b(?:so|too|very|extremely|incredibly|almost) $/ },
  ],
  content: [
    {
      us: 'kəntˈɛnt',
      gb: 'kəntˈɛnt',
      after: /^(?:with|to)\b/,
      before:
        /\b(?:is|was|are|were|be|been|being|'m|'s|'re|am|feel|feels|felt|seem|seems|seemed|not|n't|look|looked|quite|very|perfectly|more|most|stay|remain|and) $/,
    },
    {
      us: 'kəntˈɛnt',
      gb: 'kəntˈɛnt',
      before: /\b(?:felt|feel|feels|quite|perfectly|happy and|very|seemed|seems|so|him|her|me|them|us) $/,
      after: /^(?:[.,;!?]|in|here|and|just|$)/,
    },
  ],
  resume: [
    {
      us: 'ɹˈɛzəmˌA',
      gb: 'ɹˈɛzjʊmˌA',
      tag: /^(?:NN|JJ|VB$)/,
      before: /\b(?:your|my|his|her|a|an|the|their|our|'s|updated|impressive|and|online|video|strong) $/,
      after: /^(?!the\b|normal|play|work|talks)/,
    },
  ],
  resumes: [
    {
      us: 'ɹˈɛzəmˌAz',
      gb: 'ɹˈɛzjʊmˌAz',
      before: /\b(?:your|my|his|her|of|the|their|our|'s|hundred|many|and|submitted|reviewed|read|sent) $/,
    },
  ],
  résumé: [{ us: 'ɹˈɛzəmˌA', gb: 'ɹˈɛzjʊmˌA', usual: true }],
  axes: [
    {
      us: 'ˈæksˌiz',
      gb: 'ˈaksiːz',
      near: 'x y z horizontal vertical coordinate coordinates chart graph plot labelled labeled rotation',
    },
    {
      us: 'ˈæksᵻz',
      gb: 'ˈaksɪz',
      near: 'wood chop chopped chopping fire firefighters hand battle throwing tools swords swung sharp forest lumberjack lumberjacks knives saws stone',
    },
  ],
  bases: [
    {
      us: 'bˈAsᵻz',
      gb: 'bˈAsɪz',
      near: 'military army naval air stole stolen loaded baseball covered touch touched running runner troops marine',
    },
  ],
  learned: [
    {
      us: 'lˈɜɹnᵻd',
      gb: 'lˈɜːnɪd',
      after:
        /^(?:man|men|woman|scholars?|professors?|judges?|friend|colleagues?|counsel|society|societies|journals?|gentlem[ae]n|treatise|author|doctor|monks?)\b/,
      before: /\b(?:a|the|my|his|her|our|their|most|very|of) $/,
    },
    { us: 'lˈɜɹnd', gb: 'lˈɜːnd', usual: true },
  ],
  blessed: [
    {
      us: 'blˈɛsᵻd',
      gb: 'blˈɛsɪd',
      before: /\b(?:the|a|this|that|every|single|whole|most|our|his) $/,
      after: /^(?!by\b|with\b|the\b|me\b|us\b|him\b|them\b)[a-z]/,
    },
  ],
  aged: [
    {
      us: 'ˈAʤᵻd',
      gb: 'ˈAʤɪd',
      after:
        /^(?:man|men|woman|women|person|persons|people|parents?|mother|father|king|monk|aunt|uncle|grandmother|grandfather)\b/,
    },
    { us: 'ˈAʤᵻd', gb: 'ˈAʤɪd', before: /\bthe $/, after: /^(?:and|[.,;!?]|$|in|are|were)/ },
  ],
  beloved: [{ us: 'bəlˈʌvᵻd', gb: 'bɪlˈʌvɪd', before: /\b(?:my|his|her|our|your|their|the|a|most|this|dearly|and) $/ }],
  sake: [
    {
      us: 'sˈɑki',
      gb: 'sˈɑːki',
      near: 'drink drank drinking cup cups bottle bottles japanese sushi rice wine brewed brewery poured warm tokyo',
    },
  ],
  lima: [{ us: 'lˈImə', gb: 'lˈiːmə', after: /^beans?\b/ }],
  putting: [
    {
      us: 'pˈʌTɪŋ',
      gb: 'pˈʌtɪŋ',
      near: 'golf golfer putter putt hole birdie tee',
      after: /^(?:green|greens|from|on|well|for|stroke|,|\.|and)/,
    },
  ],
  coax: [{ us: 'kˈOˌæks', gb: 'kˈQˌaks', after: /^(?:cables?|connectors?|adapters?|lines?)\b/ }],
  deserts: [{ us: 'dəzˈɜɹts', gb: 'dɪzˈɜːts', before: /\bjust $/ }],
  slough: [
    { us: 'slˈʌf', gb: 'slˈʌf', after: /^(?:off|away|its)\b/ },
    { us: 'slˈW', gb: 'slˈW', tag: /^NNP/ },
  ],
  reading: [
    { us: 'ɹˈɛdɪŋ', gb: 'ɹˈɛdɪŋ', tag: /^NNP/, before: /\b(?:in|at|to|from|near|of|for|beat|against|and|via) $/ },
    {
      us: 'ɹˈɛdɪŋ',
      gb: 'ɹˈɛdɪŋ',
      tag: /^NNP/,
      after: /^(?:, (?:pennsylvania|berkshire|england|pa)|station|festival|fc|gaol|railroad)\b/,
    },
  ],
  nice: [{ us: 'nˈis', gb: 'nˈiːs', tag: /^NNP/, before: /\b(?:in|to|from|near|of|visit|visited|via|around|and) $/ }],
  job: [
    { us: 'ʤˈOb', gb: 'ʤˈQb', tag: /^NNP/, before: /\b(?:book of|patience of|prophet|biblical|trials of|story of) $/ },
  ],
  polish: [
    { us: 'pˈɑlɪʃ', gb: 'pˈɒlɪʃ', tag: VERB },
    { us: 'pˈOlɪʃ', gb: 'pˈQlɪʃ', tag: /^NNPS?$/ },
  ],
};
