import { no, withConditions, yes } from '../api/conditions.ts';
import type { LexiconStatus } from '../api/ttslexicon.ts';
import type { KubeObject } from '../controller/object.ts';
import { checkLexicon } from '../decide/lexicon.ts';

/** What a TTSLexicon's status says; of a version that is invalid, what the last valid one held stays. */
export function lexiconStatus(object: KubeObject, now: string): LexiconStatus {
  const { generation } = object.metadata;
  const old = (object.status ?? {}) as LexiconStatus;
  const checked = checkLexicon(object);
  const valid = 'content' in checked ? checked : old;
  const ready =
    'content' in checked
      ? yes('Accepted', `${checked.entries} ${checked.entries === 1 ? 'entry' : 'entries'}.`)
      : no(checked.fault.reason, checked.fault.message);
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(valid.entries === undefined ? {} : { entries: valid.entries }),
    ...(valid.digest === undefined ? {} : { digest: valid.digest }),
    conditions: withConditions(old.conditions, { Ready: ready }, generation, now),
  };
}
