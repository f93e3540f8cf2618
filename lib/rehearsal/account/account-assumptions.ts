import { DEFAULT_ENVIRONMENT } from '../assembly/choose-environment';

/**
 * What holds of the account as a whole, beside what its services say.
 *
 * @param apiCallMs what a call of an AWS API takes, in virtual milliseconds
 */
export function accountAssumptions(apiCallMs: number): readonly string[] {
  const { accountId, region } = DEFAULT_ENVIRONMENT;
  return [
    `All stacks are played in one account and region, those that they say; stacks that say none, in ${accountId} and ${region}.`,
    `A call of an AWS API takes ${apiCallMs} ms, and computing takes no time: an invocation takes as long as its calls, its timers and the scenario say.`,
    'A step of the scenario ends with what it did and what that set going, an hour afterwards at the latest; what a schedule calls, it does not wait for until it is tried again.',
    'Handlers run on the Node.js of this machine, whatever their runtime says, and the environment used last is used next.',
    'A call that leaves AWS is caught, shown, and answered 200.',
  ];
}
