/** What is wrong with the record of a release. */
export const LEDGER_PROBLEMS = [
  'no-release',
  'event-missing',
  'event-out-of-place',
  'event-changed',
  'event-added',
  'state-changed',
  'manifest-changed',
  'gate-changed',
  'gate-missing',
  'anchor-not-found',
  /** Of an export: its record, digest and signature do not belong together. */
  'export-changed',
] as const;

export interface LedgerProblem {
  readonly kind: (typeof LEDGER_PROBLEMS)[number];
  readonly releaseId: string;
  /** Of the event that it is about. */
  readonly sequence?: number | undefined;
  /** One sentence for a person. */
  readonly message: string;
}
