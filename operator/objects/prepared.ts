/** The key of a volume's ConfigMap that holds the record of what pods have prepared. */
export const PREPARED_KEY = 'prepared.json';

/** The key that says which runtimes find there what they need. */
export const PREPARED_WITH_KEY = 'prepared-with.json';

/** sha256 of the seal of each prepared model, by the name of its folder on the volume (docs/architecture.md, the contract). */
export type PreparedRecord = Readonly<Record<string, string>>;

/** Images of the runtime whose pods have kept their prepared model on the volume, or found it there, since it was verified (RFC 3339). */
export interface PreparedWith {
  verified: string;
  images: string[];
}

/** What is known of the prepared models on a volume. */
export interface PreparedModels {
  seals: PreparedRecord;
  with?: PreparedWith | undefined;
}
