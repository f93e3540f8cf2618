import { shortened } from '../kernel/shortened';

/** More than says what is wrong, in characters. */
const LONGEST = 500;

/** A template that CloudFormation itself would refuse. It stops the rehearsal before anything is applied. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code = 'INVALID_TEMPLATE';

  constructor(
    what: string,
    readonly where: string,
    fix = 'Correct the template, or the construct that makes it, and run `cdk synth` again.',
  ) {
    super(`${shortened(what, LONGEST)} Met in ${shortened(where, LONGEST)}. ${fix}`);
  }
}
