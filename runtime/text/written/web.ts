import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { digitByDigit } from './numbers.ts';

const TOP_LEVEL =
  'com|org|net|edu|gov|gob|info|biz|app|dev|io|ai|co|me|tv|uk|us|de|fr|es|it|pt|br|mx|ar|cl|pe|in|eu|ch|be|ca|cat';
const HOST = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${TOP_LEVEL})(?![\p{L}\p{N}])`;
const FILE =
  'pdf|docx?|xlsx?|pptx?|odt|ods|txt|csv|json|xml|ya?ml|html?|css|jsx?|tsx?|php|py|java|md|sh|exe|dll|iso|apk|zip|rar|tar|gz|7z|jpe?g|png|gif|svg|bmp|webp|mp[34]|wav|avi|mov|mkv|epub|log|ini|sql|bak|tmp|psd';
const PATH = String.raw`(?::\d{2,5}(?!\d))?(?:\/[^\s<>"“”)\]]*[^\s<>"“”)\].,;:!?'’]|\/)?`;

/** An address part by part: words as words, short codes by letters, signs by name. */
export function sayAddress(address: string, locale: Locale): string {
  return (address.match(/\p{L}[\p{L}\p{M}]*|\d+|:\/\/|./gu) ?? [])
    .map((part) => {
      if (/^\d/.test(part)) {
        if (part.length > 3 || part.startsWith('0')) return digitByDigit(part, locale.digits);
        return locale.cardinal(part, UNCOUNTED);
      }
      if (part === '://') return [':', '/', '/'].map((sign) => locale.addressSigns[sign]).join(' ');
      if (/^\p{L}/u.test(part))
        return /^(?:www|https?|html?|php|pdf|ftp|docx?|xlsx?|pptx?|ods|odt|exe|iso|apk|epub|avi|css|jpe?g|[b-df-hj-np-tv-xz]{1,4})$/iu.test(
          part,
        )
          ? spell(part)
          : part;
      return locale.addressSigns[part] ?? locale.signs[part] ?? '';
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** Letters that are said one by one. */
function spell(text: string): string {
  return [...text.toUpperCase()].join(' ');
}

/** E-mail addresses, web addresses, mentions and hashtags. */
export function webRules(locale: Locale): Rule[] {
  const say = ([address]: RegExpExecArray) => [words(sayAddress(address, locale))];
  const star = /∗ ([^;]+)/.exec(locale.signNames?.names ?? '')?.[1];
  return [
    // "*123#"
    {
      needs: /\*\d+#/,
      pattern: /(?<![\p{L}\p{N}*])\*(\d{2,6})#/gu,
      say: ([, digits = '']) =>
        star === undefined
          ? undefined
          : [words(`${star} ${digitByDigit(digits, locale.digits)} ${locale.signs['#'] ?? ''}`)],
    },
    {
      pattern: /(?<![\p{L}\p{N}])[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}/gu,
      say,
    },
    { pattern: /(?<![\p{L}\p{N}])(?:https?|ftp):\/\/[^\s<>"“”)\]]*[^\s<>"“”)\].,;:!?'’]/giu, say },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}@.])(?:www\.${HOST}|${HOST}|localhost(?=:\d))${PATH}`, 'giu'),
      say: (match) => (/^\p{L}\.\p{L}{2}$/u.test(match[0]) ? undefined : say(match)),
    },
    { pattern: /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]{2,}(?:[.-][\p{L}\p{N}_]+)*/gu, say },
    // the name of a file
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.])[\p{L}\p{N}_-]*[\p{L}\p{N}](?:\.\p{L}{1,4})?\.(?:${FILE})(?![\p{L}\p{N}]|\.\p{L})`,
        'giu',
      ),
      say,
    },
    { pattern: /(?<![\p{L}\p{N}#])#(?=\p{L}[\p{L}\p{N}_]*)/gu, say: () => [words('hashtag ')] },
  ];
}
