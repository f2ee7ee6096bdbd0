import type { Locale } from './locale.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import { sayAddress } from './web.ts';

const NAME = String.raw`[\p{L}\p{N}_.@+-]*[\p{L}\p{N}_]`;

/** Paths of files: their slashes are not "per", and a tilde is not "about". */
export function pathRules(locale: Locale): Rule[] {
  const say = ([path]: RegExpExecArray) => [words(sayAddress(path, locale))];
  return [
    // "C:\Users\Ann"
    {
      needs: /[A-Za-z]:\\|\\\\/,
      pattern: /(?<![\p{L}\p{N}])(?:[A-Za-z]:|\\\\(?=\p{L}))(?:\\?[\p{L}\p{N}_.@+-]*[\p{L}\p{N}_])*\\?/gu,
      say: (match) => (match[0].includes('\\') ? say(match) : undefined),
    },
    // "~/notes", "./run.sh", "/etc/hosts"
    {
      needs: /\/[\p{L}\p{N}_.]/u,
      pattern: new RegExp(
        String.raw`(?<=^|[\s"'“‘«(=:,>])(?:(?:~|\.{1,2})(?:/${NAME})+|/${NAME}(?:/${NAME})+|/(?:etc|usr|var|home|tmp|opt|dev|bin|mnt|root|srv)(?![\p{L}\p{N}]))/?(?![\p{L}\p{N}])`,
        'gu',
      ),
      say,
    },
    // "src/main.ts:42"
    {
      needs: /\p{L}\/[\p{L}\p{N}_/-]*\.\p{L}/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.~/-])\p{L}[\p{L}\p{N}_-]*(?:/${NAME})*/[\p{L}\p{N}_-]+\.[a-z][a-z\d]{0,4}(?![\p{L}\p{N}/])`,
        'gu',
      ),
      say,
    },
  ];
}
