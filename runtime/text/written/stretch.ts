/** One or more words to be said for a piece of text; `letters` are said one by one. */
export interface Say {
  text: string;
  letters?: boolean;
  /** A sign that espeak-ng knows the name of. */
  sign?: boolean;
  /** On the scale of applyStress. */
  stress?: number;
  /** Given by the text's author. */
  phonemes?: string;
}

/** A piece of the text, and what to say for it; without `say` it is ordinary words. */
export interface Stretch {
  text: string;
  /** What the rule took it for. */
  kind?: string | undefined;
  say?: readonly Say[];
}

/** How one kind of written sign is said: `say` may decline by returning undefined. */
export interface Rule {
  /** What it takes a piece of text for: "date", "money". */
  kind?: string;
  /** Global and, unless it says otherwise, Unicode. */
  pattern: RegExp;
  /** It finds nothing in a text that has no match of this. */
  needs?: RegExp;
  say(match: RegExpExecArray, text: string): readonly Say[] | undefined;
}

/** Rules that take text for something of one kind, but for those that say otherwise; `needs` as in Rule, not global. */
export function ofKind(kind: string, rules: readonly Rule[], needs?: RegExp): Rule[] {
  return rules.map((rule) => ({ kind, ...(needs && { needs }), ...rule }));
}

/** Rules that find nothing in a text without a match of `needs`, or of what each needs itself. */
export function needing(needs: RegExp, rules: readonly Rule[]): Rule[] {
  return rules.map((rule) => ({ needs, ...rule }));
}

let listener: ((stretches: readonly Stretch[]) => void) | undefined;

/** Runs what applies rules, and tells of every text that they were applied to. */
export function overheard<T>(run: () => T): { result: T; heard: readonly (readonly Stretch[])[] } {
  const heard: (readonly Stretch[])[] = [];
  listener = (stretches) => heard.push(stretches);
  try {
    return { result: run(), heard };
  } finally {
    listener = undefined;
  }
}

const NUMERAL = /\p{N}/u;
/** Anything but letters, numerals, white space and common marks. */
const SIGN = /[^\p{L}\p{M}\p{N}\s.,;:!?'"“”‘’()（），。、！？：；《》「」…—।]/u;
const LATIN = /\p{Script=Latin}/u;

/** Rules that find nothing in a text without a numeral. */
export const numeral = (rules: readonly Rule[]): Rule[] => needing(NUMERAL, rules);
/** Rules that find nothing in a text without a sign that is neither letter, numeral nor common mark. */
export const signed = (rules: readonly Rule[]): Rule[] => needing(SIGN, rules);
/** Rules that find nothing in a text without a Latin letter. */
export const latin = (rules: readonly Rule[]): Rule[] => needing(LATIN, rules);

/** The text cut into ordinary words and pieces that a rule knows; earlier rules win. */
export function applyRules(text: string, rules: readonly Rule[]): Stretch[] {
  const taken = new Uint8Array(text.length);
  const found: { start: number; end: number; kind: string | undefined; say: readonly Say[] }[] = [];
  const met = new Map<RegExp, boolean>();
  for (const rule of rules) {
    if (rule.needs && !isMet(rule.needs, text, met)) continue;
    const { pattern } = rule;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const start = match.index;
      const end = start + match[0].length;
      // a rule may use its pattern on other texts
      const next = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
      const say = end === start || isTaken(taken, start, end) ? undefined : rule.say(match, text);
      pattern.lastIndex = next;
      if (!say) continue;
      taken.fill(1, start, end);
      found.push({ start, end, kind: rule.kind, say });
    }
  }
  found.sort((a, b) => a.start - b.start);
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { start, end, kind, say } of found) {
    if (start > at) stretches.push({ text: text.slice(at, start) });
    stretches.push({ text: text.slice(start, end), kind, say });
    at = end;
  }
  if (at < text.length) stretches.push({ text: text.slice(at) });
  listener?.(stretches);
  return stretches;
}

function isMet(needs: RegExp, text: string, met: Map<RegExp, boolean>): boolean {
  let found = met.get(needs);
  if (found === undefined) {
    found = needs.test(text);
    met.set(needs, found);
  }
  return found;
}

function isTaken(taken: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (taken[at] === 1) return true;
  return false;
}

/** A sign written over and over ("=======") is said three times at most: its name for each. */
export function timesSaid(run: string, sign: string): string[] {
  return Array.from({ length: Math.min(3, run.length / sign.length) }, () => sign);
}

/** A piece said as ordinary words. */
export function words(text: string): Say {
  return { text };
}

/** A piece said letter by letter. */
export function letters(text: string): Say {
  return { text, letters: true };
}

/** A rule that says words: those for the groups of its pattern (empty where a group took no part), or none to decline. */
export function rule(pattern: string, say: (...groups: string[]) => string | undefined): Rule {
  return {
    pattern: new RegExp(pattern, 'gu'),
    say(match) {
      const said = say(...match.slice(1).map((group: string | undefined) => group ?? ''));
      return said === undefined ? undefined : [words(said)];
    },
  };
}
