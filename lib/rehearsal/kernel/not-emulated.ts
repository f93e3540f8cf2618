import { shortened } from './shortened';

/** More than names any AWS thing, in characters. */
const LONGEST = 500;

/**
 * The rehearsal met something it does not emulate. It stops, by name: guessing would make its answer worthless.
 */
export class NotEmulated extends Error {
  override readonly name = 'NotEmulated';
  readonly code = 'NOT_EMULATED';

  /**
   * @param what the AWS name of the thing: a resource type, a property, an API operation, an intrinsic
   * @param where the place it was met: a template file and the logical id, or the call and its caller
   * @param fix what the user can do about it
   */
  constructor(
    readonly what: string,
    readonly where: string,
    readonly fix = 'Leave it out of the rehearsed assembly, or ask for it: `sluice features` lists what is emulated.',
  ) {
    super(`${shortened(what, LONGEST)} is not emulated. Met in ${where}. ${fix}`);
  }
}
