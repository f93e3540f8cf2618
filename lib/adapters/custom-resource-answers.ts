import type {
  AnswerCustomResource,
  CustomResourceAnswer,
  CustomResourceRequest,
} from '../domain/release/custom-resource';
import { outsideError } from './outside-error';
import { statusOutside } from './outside-request';

const ANSWER_MS = 15_000;

/**
 * Answers CloudFormation by the pre-signed URL of its request. Only the first answer counts; no error has the URL in it.
 *
 * @param isCloudFormations whether a URL is CloudFormation's: no other is ever called
 */
export function customResourceAnswers(isCloudFormations: (url: string) => boolean): AnswerCustomResource {
  return async (request, answer) => {
    if (!isCloudFormations(request.responseUrl)) throw new Error("The response URL is not CloudFormation's.");
    await answerBy(request, answer);
  };
}

async function answerBy(
  { responseUrl, stackId, requestId, logicalResourceId }: CustomResourceRequest,
  { status, physicalResourceId, reason }: CustomResourceAnswer,
): Promise<void> {
  const body = {
    Status: status,
    ...(reason === undefined ? {} : { Reason: reason }),
    PhysicalResourceId: physicalResourceId,
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalResourceId,
  };
  const answered = await put(responseUrl, JSON.stringify(body));
  if (answered !== 200) throw new Error(`CloudFormation's response URL answered ${answered}.`);
}

async function put(url: string, body: string): Promise<number> {
  try {
    // The URL is signed for a request without a content type (CloudFormation User Guide, "cfn-response module").
    const headers = { 'content-type': '' };
    return await statusOutside(url, { method: 'PUT', headers, body, signal: AbortSignal.timeout(ANSWER_MS) });
  } catch (error) {
    throw new Error(`CloudFormation's response URL cannot be reached: ${outsideError(error).message}.`);
  }
}
