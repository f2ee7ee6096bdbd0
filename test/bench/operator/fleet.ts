/** One TTSService of the bench. */
export interface Member {
  namespace: string;
  name: string;
  spec: object;
}

const PER_NAMESPACE = 20;

/**
 * N services as a platform has them: a fifth in one large namespace where all share a volume, the others 20 to a namespace, of which two
 * have a volume of their own (another choice of voices) and 18 share one.
 */
export function fleet(count: number): Member[] {
  const large = Math.floor(count / 5);
  return Array.from({ length: count }, (_, index) => {
    const name = `speech-${index}`;
    if (index < large) return { namespace: 'large', name, spec: {} };
    const place = index - large;
    const namespace = `team-${Math.floor(place / PER_NAMESPACE)}`;
    const voices = [['af_heart'], ['af_heart', 'am_adam']][place % PER_NAMESPACE];
    return { namespace, name, spec: voices === undefined ? {} : { model: { voices } } };
  });
}

/** The namespaces of a fleet. */
export function namespacesOf(members: Member[]): string[] {
  return [...new Set(members.map(({ namespace }) => namespace))];
}
