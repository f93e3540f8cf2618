import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';

/** What CloudFormation answers; undefined where there is no such stack, for which it has no code of its own. */
export async function unlessMissingStack<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const isMissing =
      error instanceof CloudFormationServiceException &&
      error.name === 'ValidationError' &&
      error.message.endsWith('does not exist');
    if (isMissing) return undefined;
    throw error;
  }
}
