import { PublishCommand, SNSServiceException, type SNSClient } from '@aws-sdk/client-sns';
import type { Posted } from '../domain/delivery/posted';
import { outsideError } from './outside-error';
import type { Publication } from './sns-outcomes';

/** Publishes to a topic of somebody's. */
export async function postToTopic(
  client: Pick<SNSClient, 'send'>,
  topicArn: string,
  publication: Publication,
): Promise<Posted> {
  try {
    await client.send(new PublishCommand({ TopicArn: topicArn, ...publication }));
    return { kind: 'posted' };
  } catch (error) {
    const isOfSns = error instanceof SNSServiceException;
    const said = `SNS said ${isOfSns ? error.name : outsideError(error).message} of ${topicArn}`;
    if (!isOfSns) return { kind: 'unanswered', said };
    return FOR_GOOD.has(error.name) ? { kind: 'refused', said } : { kind: 'not-now', said };
  }
}

/** The errors of "Publish" that stay the same however often one asks. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  'AuthorizationError',
  'AuthorizationErrorException',
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'KMSAccessDenied',
  'KMSAccessDeniedException',
  'KMSDisabled',
  'KMSDisabledException',
  'KMSNotFound',
  'KMSNotFoundException',
  'NotFound',
  'NotFoundException',
]);
