/** What one reconcile came to; a thrown error is tried again with back-off. */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'retryAfter'; ms: number }
  /** Nothing but a change of the spec can help. */
  | { kind: 'invalid'; reason: string };
