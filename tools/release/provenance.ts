/** What a release was made from. */
export interface Sources {
  /** Address of the repository, such as git+https://github.com/team/tts-operator. */
  repository: string;
  commit: string;
  version: string;
  registry: string;
  architectures: string[];
  /** sha256 of package-lock.json and of the modules that pin the programs, by path. */
  locks: Record<string, string>;
  /** Who ran the build: an address, such as that of a workflow. */
  builder: string;
}

/** A thing that a statement is about. */
export interface Subject {
  name: string;
  digest: { sha256: string };
}

/** SLSA provenance v1 (slsa.dev/spec/v1.0/provenance). It tells no time, so that the same sources give the same bytes. */
export function predicateOf(sources: Sources): object {
  const { repository, commit, version, registry, architectures, locks, builder } = sources;
  return {
    buildDefinition: {
      buildType: 'https://tts.pattern-agentic.io/release/v1',
      externalParameters: { version, registry, architectures },
      internalParameters: {},
      resolvedDependencies: [
        { uri: repository, digest: { gitCommit: commit } },
        ...Object.entries(locks).map(([path, sha256]) => ({ uri: `${repository}#${path}`, digest: { sha256 } })),
      ],
    },
    runDetails: { builder: { id: builder } },
  };
}

/** An in-toto statement (github.com/in-toto/attestation, v1) with that predicate. */
export const statementOf = (subjects: Subject[], predicate: object): object => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: subjects.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate,
});
