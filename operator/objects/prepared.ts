/** The key of a volume's ConfigMap that holds the record of what pods have prepared. */
export const PREPARED_KEY = 'prepared.json';

/** sha256 of the seal of each prepared model, by the name of its folder on the volume (docs/architecture.md, the contract). */
export type PreparedRecord = Readonly<Record<string, string>>;
