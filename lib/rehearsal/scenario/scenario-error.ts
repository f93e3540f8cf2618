/** A scenario that cannot be played as it is: each problem is a line of the message. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly code = 'BAD_SCENARIO';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
