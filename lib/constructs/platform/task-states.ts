/** A function has one minute; the rest is for calling it. */
export const STEP_SECONDS = 90;

/** An error in one state of the run: its state gives up, and the last resort answers. */
export const CAUGHT = {
  ErrorEquals: ['States.ALL'],
  Output: {
    error: '{% $states.errorOutput.Error %}',
    cause: "{% $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : '' %}",
  },
  Next: 'Rescue',
};

/** Lambda's own troubles (Step Functions Developer Guide, "Transient Lambda service exceptions"). */
export const LAMBDA_RETRY = {
  ErrorEquals: [
    'Lambda.TooManyRequestsException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 5,
  BackoffRate: 2,
  MaxDelaySeconds: 20,
  JitterStrategy: 'FULL',
};

/** A role that is seconds old, or trusts somebody new since, STS may not know yet (IAM User Guide, "Troubleshoot IAM"). */
const A_LITTLE_LATER = { IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 };

/** The role of a first release is new. */
export const NEW_ROLE_RETRY = { ErrorEquals: ['AccessDenied', 'AccessDeniedException'], ...A_LITTLE_LATER };

/** The opener could not take the role of a release. */
export const ROLE_DENIED_RETRY = { ErrorEquals: ['ReleaseRoleDenied'], ...A_LITTLE_LATER };

/** A state that calls a function, without its ways on. */
export function invocation(
  partition: string,
  functionArn: string,
  payload: Readonly<Record<string, unknown>> | string,
) {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Arguments: { FunctionName: functionArn, Payload: payload },
    Retry: [LAMBDA_RETRY],
  };
}
