const GAMES = '(?:6-[0-4]|[0-4]-6|7-[56]|[56]-7)';
const SET = String.raw`${GAMES}(?:\s?[(（]\d{1,2}(?:-\d{1,2})?[)）])?`;
const AND = String.raw`\s?[、，,/\s]\s?`;

/** A set that its tie-break follows in brackets. */
export const SET_BEFORE = String.raw`(?<![A-Za-z\d.:/-])${GAMES}\s?`;

/** The games of a set of tennis beside another set, which tells both from ranges and addresses: "6-4、7-6 (7-3)". */
export const LISTED_SET = String.raw`(?<![A-Za-z\d.:/-])(${GAMES})(?![\d:/-]|\.\d)(?:(?=(?:\s?[(（]\d{1,2}(?:-\d{1,2})?[)）])?${AND}${GAMES}(?![\d:/-]|\.\d))|(?<=(?<![A-Za-z\d.:/-])${SET}${AND}${GAMES}))`;
