/** What is wrong with a cloud assembly, for programs. */
export type AssemblyErrorCode =
  | 'ASSEMBLY_NOT_FOUND'
  | 'MANIFEST_NOT_FOUND'
  | 'FILE_NOT_FOUND'
  | 'TEMPLATE_NOT_FOUND'
  | 'BROKEN_JSON'
  | 'UNEXPECTED_SHAPE'
  | 'MISSING_CONTEXT'
  | 'STACK_CYCLE';

/** A cloud assembly (`cdk.out`) that cannot be read as it is. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';

  constructor(
    readonly code: AssemblyErrorCode,
    what: string,
    readonly where: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${what} Met in ${where}. ${fix}`, options);
  }
}
