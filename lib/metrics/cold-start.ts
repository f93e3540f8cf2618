/**
 * Environments that Lambda starts before there is a call for them, by AWS_LAMBDA_INITIALIZATION_TYPE: none of their calls has
 * to wait for it. Lambda Developer Guide, "Defined runtime environment variables", names the first; Powertools for AWS Lambda
 * (TypeScript) sees the other one in the tests that it runs on Lambda Managed Instances.
 */
const STARTED_AHEAD = ['provisioned-concurrency', 'lambda-managed-instances'];

let isCold = !STARTED_AHEAD.includes(process.env.AWS_LAMBDA_INITIALIZATION_TYPE ?? '');

/** Whether a call that begins now is the one that its environment was started for. */
export function takeColdStart(): boolean {
  const was = isCold;
  isCold = false;
  return was;
}
