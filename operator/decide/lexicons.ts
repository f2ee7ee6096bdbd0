import { isDeepStrictEqual } from 'node:util';
import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import { shortHash } from '../api/names.ts';
import { relay } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { DEFAULTS, lexiconFile, lexiconMap, lexiconNames } from '../objects/lexicons.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import type { Observed } from '../observe/observed.ts';
import { checkContent, checkLexicon } from './lexicon.ts';

/** Of all lexicons of a service: a ConfigMap holds at most 1 MiB. */
const MOST_BYTES = 1_000_000;

/** What is done about the lexicons of a service. */
export interface LexiconPlan {
  /** The ConfigMap that its servers mount; undefined when there is none, or its lexicons are not known yet. */
  map: KubeObject | undefined;
  /** Pods that the kubelet is to look at, so that it gives them the ConfigMap as it is now, with the annotation that makes it. */
  nudges: { pod: KubeObject; annotations: Record<string, string> }[];
  judgement: Judgement | undefined;
}

/** Decides what the servers of a service get of the lexicons that its spec names. */
export function lexiconPlan(service: TTSService, { lexicons, lexiconMap: live, pods }: Observed): LexiconPlan {
  const names = lexiconNames(service.spec.server);
  if (names.length === 0) return { map: undefined, nudges: [], judgement: undefined };
  if (!lexicons) return { map: undefined, nudges: [], judgement: formerJudgement(service) };
  const before = (live?.['data'] ?? {}) as Record<string, string>;
  const { files, faults } = filesOf(names, lexicons, before);
  const data = { ...files, [DEFAULTS]: (service.spec.server.lexicons ?? []).map((name) => `${name}\n`).join('') };
  const map = lexiconMap(service, data);
  return {
    map,
    nudges: isDeepStrictEqual(before, data) ? nudges(data, pods) : [],
    judgement: judged(faults, names.length, live !== undefined),
  };
}

/** What was said of the lexicons before this operator started; while they cannot be listed, nothing is changed. */
function formerJudgement({ status }: TTSService): Judgement {
  const former = status.conditions?.find(({ type }) => type === 'LexiconsReady');
  if (!former) return unknown('NotFound', 'The operator cannot list TTSLexicons. Install their CRD.');
  return { status: former.status, reason: relay(former.reason, 'NotFound'), message: former.message };
}

function judged(faults: Problem[], count: number, delivered: boolean): Judgement {
  const [first] = faults;
  const more = faults.length > 1 ? ` ${faults.length - 1} more of its lexicons are not as the spec wants them.` : '';
  if (first) return no(first.reason, `${first.message}${more}`);
  if (!delivered) return unknown('NotStarted', 'The lexicons are valid. No server has started yet.');
  return yes(
    'Delivered',
    `${count === 1 ? 'The lexicon is' : `All ${count} lexicons are`} valid and delivered to the servers.`,
  );
}

/** The file of each lexicon: as it is now, or as it was last valid. */
function filesOf(
  names: string[],
  lexicons: ReadonlyMap<string, KubeObject>,
  before: Record<string, string>,
): { files: Record<string, string>; faults: Problem[] } {
  const files: Record<string, string> = {};
  const faults: Problem[] = [];
  let bytes = 0;
  const add = (name: string, content: string | undefined): boolean => {
    const size = Buffer.byteLength(content ?? '');
    if (content === undefined || bytes + size > MOST_BYTES) return false;
    bytes += size;
    files[lexiconFile(name)] = content;
    return true;
  };
  for (const name of names) {
    const object = lexicons.get(name);
    if (!object) {
      faults.push({
        reason: 'LexiconNotFound',
        message: `TTSLexicon ${name} does not exist. Create it or correct the spec.`,
      });
      continue;
    }
    const checked = checkLexicon(object);
    if ('content' in checked && add(name, checked.content)) continue;
    const kept = add(name, lastValid(before[lexiconFile(name)]));
    const rest = kept ? 'Its last valid version stays in use.' : 'It is not in use.';
    if ('fault' in checked)
      faults.push({ reason: 'LexiconInvalid', message: `TTSLexicon ${name}: ${checked.fault.message} ${rest}` });
    else
      faults.push({
        reason: 'LexiconsTooLarge',
        message: `With TTSLexicon ${name}, the lexicons take more than ${MOST_BYTES.toLocaleString('en')} bytes. ${rest}`,
      });
  }
  return { files, faults };
}

/** What was delivered before, unless somebody has broken it since. */
function lastValid(content: string | undefined): string | undefined {
  const checked = content === undefined ? undefined : checkContent(content);
  return checked && 'content' in checked ? checked.content : undefined;
}

function nudges(data: Record<string, string>, pods: KubeObject[]): LexiconPlan['nudges'] {
  const version = shortHash(JSON.stringify(Object.entries(data).sort()));
  return pods
    .filter(({ metadata }) => metadata.annotations?.[ANNOTATION.lexicons] !== version)
    .map((pod) => ({ pod, annotations: { [ANNOTATION.lexicons]: version } }));
}
