/** The command was called in a way it does not take; nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}
