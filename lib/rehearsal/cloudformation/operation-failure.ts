/** Something that AWS finds out only while it deploys. It fails the stack operation, not the rehearsal. */
export class OperationFailure extends Error {
  override readonly name = 'OperationFailure';
}
