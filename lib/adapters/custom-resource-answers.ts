import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';

/** What an answer to CloudFormation repeats of its request, and where it goes. */
export interface CustomResourceRequest {
  /** A secret: whoever has it can answer. */
  readonly responseUrl: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
}

export interface CustomResourceAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  /** Needed where it failed. */
  readonly reason?: string;
}

const ANSWER_MS = 15_000;

/**
 * Answers CloudFormation's request to a custom resource, by its pre-signed URL. Only the first answer counts; no error
 * has the URL in it.
 */
export async function answerCustomResource(
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

/** Answers the status. Not by `fetch`, whose code Node.js loads only once it is used: a cold start would wait for it. */
async function put(url: string, body: string): Promise<number> {
  const { request } = url.startsWith('https:') ? https : http;
  // The URL is signed for a request without a content type (CloudFormation User Guide, "cfn-response module").
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  const sent = request(url, { method: 'PUT', headers, signal: AbortSignal.timeout(ANSWER_MS) });
  try {
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    // Its status says all; whatever becomes of the rest of it, nobody waits for.
    sent.on('error', () => undefined);
    response.resume();
    return response.statusCode ?? 0;
  } catch (error) {
    throw new Error(
      `CloudFormation's response URL cannot be reached: ${error instanceof Error ? error.name : 'error'}.`,
    );
  }
}
