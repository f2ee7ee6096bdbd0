/**
 * Symbols of the IPA that servers speak: those of Kokoro v1.0, and those that they have a stand-in for. test/contract.test.ts checks
 * that the server agrees on every character.
 */
const SYMBOLS: ReadonlySet<string> = new Set(
  ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ' +
    'gɫɬɭʟɮʀħɦʕɓɗɠɢʄʐʑʍɱʉɵɘɞɶʏɝˑʱʷˠˤʼˀⁿ^äöü',
);

/** The first symbol of an IPA that no server can speak, '' when nothing of it would be heard, or undefined when it can be spoken. */
export function strangeSymbol(ipa: string): string | undefined {
  const strange = [...ipa.normalize('NFC')].find((symbol) => !SYMBOLS.has(symbol) && !/^[\p{M}\s'-]$/u.test(symbol));
  return strange ?? (/[\p{Ll}\p{Lu}\p{Lo}]/u.test(ipa) ? undefined : '');
}
