import { ApiError, isThrottle } from '../kernel/api-error';
import type { Interruption } from './interruption';

/** Does something as the group's role. A call of AWS Lambda that fails ends the deployment. */
export async function asRole(
  roleArn: string,
  action: () => Promise<Interruption | undefined>,
): Promise<Interruption | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 'Failed', error: errorOf(error, roleArn) };
  }
}

/** CodeDeploy API Reference, ErrorInformation, has the codes. */
function errorOf(error: ApiError, roleArn: string): { readonly code: string; readonly message: string } {
  if (isThrottle(error)) {
    // As reported at davidgf/serverless-plugin-canary-deployments, issue 159.
    const message = `The deployment failed because the number of requests by the IAM role ${roleArn} exceeded the request limit for AWSLambda. Avoid retrying API requests at a high rate.`;
    return { code: 'THROTTLED', message };
  }
  if (error.code.startsWith('AccessDenied')) {
    // The wording after AWSLambda is ours.
    const message = `The IAM role ${roleArn} does not give you permission to perform operations in the following AWS service: AWSLambda. ${error.message}`;
    return { code: 'IAM_ROLE_PERMISSIONS', message };
  }
  return { code: 'INTERNAL_ERROR', message: `A call of AWSLambda failed: ${error.code}: ${error.message}` };
}
