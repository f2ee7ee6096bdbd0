import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { digitByDigit, parseNumber } from './numbers.ts';
import { words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,/-])`;
const NOT_AFTER = String.raw`(?![\p{L}\p{N}/]|[.,-]\d)`;
const VERSIONED =
  'Web|Python|Android|iOS|iPadOS|macOS|Windows|Java|Node|Bluetooth|USB|HDMI|HTML|PHP|TLS|SSL|Unicode|GPT|Wi-?Fi|npm|Ruby|Rust|Docker|Kubernetes|PostgreSQL|MySQL|MongoDB|Redis|React|Vue|Angular|TypeScript|Django|Swift|Kotlin|Ubuntu|Debian|Fedora|CUDA|Helm|Terraform|Git|Chrome|Firefox|Safari|Linux|PyTorch|TensorFlow';

/** Addresses of machines, versions, laws, codes and telephone numbers, known by their form or by the words before them. */
export function codeRules(locale: Locale): Rule[] {
  const { codes } = locale;
  const point = locale.addressSigns['.'] ?? '';
  const plain = (digits: string): string =>
    /^0\d/.test(digits) ? digitByDigit(digits, locale.digits) : locale.cardinal(digits, UNCOUNTED);
  const dotted = (parts: string): string => parts.split('.').map(plain).join(` ${point} `);
  const rules: Rule[] = [
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,])\d{1,3}(?:\.\d{1,3}){3}(:\d{2,5})?(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: ([whole, port]) => {
        const address = port === undefined ? whole : whole.slice(0, -port.length);
        const parts = address.split('.');
        if (!parts.every((part) => Number(part) < 256 && String(Number(part)) === part)) return undefined;
        const said = port === undefined ? '' : ` ${locale.addressSigns[':'] ?? ''} ${plain(port.slice(1))}`;
        return [words(dotted(address) + said)];
      },
    },
  ];
  if (!codes) return rules;
  const groups = ([number]: RegExpExecArray): Say[] => [words(locale.telephone(number.match(/\d+/g) ?? []))];
  return [
    ...rules,
    // "asiento 12A", "el 3B"
    {
      needs: /\d[A-Z](?!\p{L})/u,
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:(?:${locale.labels ?? '(?!)'})s?|(?:${codes.seatAfter ?? '(?!)'})(?=[ \u00a0]\d+[A-F]))[ \u00a0])(\d{1,4})([A-Z])(?![\p{L}\p{N}'’-])`,
        'giu',
      ),
      say: ([, number = '', letter = '']) =>
        /[A-Z]/.test(letter) ? [words(`${plain(number)} ${locale.capitals?.names?.[letter] ?? letter}`)] : undefined,
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<![\p{L}\p{N}])(?:${codes.versionAfter}|${VERSIONED})[ \u00a0-](?:(?:[<>=]=?|[≥≤~^])[ \u00a0]?)?v?|\p{Ll}@[~^]?)\d{1,4}(?:\.\d{1,4}){1,3}(?![\p{N}])`,
        'giu',
      ),
      say: ([version]) => [words(dotted(version))],
    },
    // "aula 3.1", where a comma would part decimals
    {
      needs: locale.decimal === ',' ? /\d\.\d/ : /(?!)/,
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:${locale.labels ?? '(?!)'})s?[ \u00a0])\d{1,2}(?:\.\d{1,2}){1,3}(?![\p{L}\p{N}%]|[.,]\d)`,
        'giu',
      ),
      say: ([numbers]) => [words(dotted(numbers))],
    },
    {
      pattern: /(?<![\p{L}\p{N}])v(\d{1,3}(?:\.\d{1,4}){1,3})(?:-(alpha|beta|rc|dev)\.?(\d{1,3})?)?(?![\p{L}\p{N}])/gu,
      say: ([, version = '', stage, number]) => [
        words(
          [
            `v ${dotted(version)}`,
            ...(stage === undefined ? [] : [stage]),
            ...(number === undefined ? [] : [plain(number)]),
          ].join(' '),
        ),
      ],
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:${codes.lawAfter})[ \u00a0])(\d[\d.]{0,6})/(\d{4}|\d{2})${NOT_AFTER}`,
        'giu',
      ),
      say: ([, number = '', year = '']) => [words(`${plain(parseNumber(number, locale).whole)} ${plain(year)}`)],
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=(?<!\p{L})(?:${codes.codeAfter})[ \u00a0]?[:#]?[ \u00a0])\d{3,}(?:[ \u00a0]\d{2,}|-\d+)*${NOT_AFTER}`,
        'giu',
      ),
      say: groups,
    },
    {
      pattern: new RegExp(
        String.raw`(?=[(\d])(?<=(?<!\p{L})(?:${codes.telephoneAfter})[ \u00a0]?:?[ \u00a0])(?!\d{1,2}[-./]\d{1,2}[-./]\d{2})\(?\d{1,4}\)?(?:[ \u00a0.-]?\d{2,12}){1,6}${NOT_AFTER}`,
        'giu',
      ),
      say: groups,
    },
    {
      pattern: new RegExp(
        String.raw`(?=\()${NOT_BEFORE}(?<!\+\d{1,3}[ \u00a0])\(\d{2,4}\)[ \u00a0]?\d{3,5}(?:[ \u00a0.-]\d{2,5}){1,3}${NOT_AFTER}`,
        'gu',
      ),
      say: groups,
    },
    {
      pattern: new RegExp(String.raw`(?=\d)${NOT_BEFORE}\d{1,4}(?:-\d{1,7}){2,4}${NOT_AFTER}`, 'gu'),
      say: (match) => (match[0].replace(/\D/g, '').length > 8 ? groups(match) : undefined),
    },
  ];
}
