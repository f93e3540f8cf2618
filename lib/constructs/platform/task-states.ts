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

/** A release's role may be seconds old, or trust somebody new since, and STS may not know it yet (IAM User Guide, "Troubleshoot IAM"). */
export const NEW_ROLE_RETRY = {
  ErrorEquals: ['AccessDenied', 'AccessDeniedException'],
  IntervalSeconds: 5,
  MaxAttempts: 3,
  BackoffRate: 2,
};

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
