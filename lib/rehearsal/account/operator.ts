import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { ApiCall } from '../endpoint/api-calls';
import type { ReceivedRequest } from '../endpoint/endpoint';
import type { WireResponse } from '../kernel/wire';

/** The role of whoever works at a terminal: an administrator, whom no policy refuses anything. No template makes it. */
export function operatorArn(place: Place): string {
  return place.arn('iam', 'role/Operator');
}

/** The session of a command that is run as nobody in particular. */
export const OPERATOR_SESSION = 'operator';

/** What only looks. */
const LOOKS = /^(BatchGet|Describe|Get|List|Query|Scan)/;

/**
 * What else is over as soon as it is asked for: an item that is written, a message that is signed, a function that is changed.
 * What it sets going, such as a deployment or a stack's update, goes on as time does.
 */
const INSTANT: ReadonlySet<string> = new Set([
  'cloudformation:UpdateStack',
  'codedeploy:CreateDeployment',
  'codedeploy:StopDeployment',
  'dynamodb:BatchWriteItem',
  'dynamodb:PutItem',
  'dynamodb:TransactWriteItems',
  'dynamodb:UpdateItem',
  'kms:Sign',
  'kms:Verify',
  'lambda:DeleteFunction',
  'lambda:UpdateAlias',
  'lambda:UpdateFunctionCode',
  'monitoring:SetAlarmState',
  's3:PutObject',
]);

/** What takes time: it goes on until that is over. */
const LASTING: ReadonlySet<string> = new Set(['lambda:Invoke']);

/**
 * Whether a call of a command takes time.
 *
 * @throws NotEmulated where it asks for what no command may
 */
export function takesTime({ service, operation }: Pick<ApiCall, 'service' | 'operation'>): boolean {
  if (LASTING.has(`${service}:${operation}`)) return true;
  if (LOOKS.test(operation) || INSTANT.has(`${service}:${operation}`)) return false;
  throw new NotEmulated(
    `${service}:${operation} by a command`,
    'a `run` step',
    'Time stands still while a command runs, but while it waits: let a function or a `deploy` step do what else changes the account.',
  );
}

/**
 * Answers a request that no handler's thread made. What stops the rehearsal by name also ends the request, so that the
 * command does not wait, or ask again, for an answer that never comes. The answer tells the account's time.
 */
export async function answerOperator(
  received: ReceivedRequest,
  answer: (request: ReceivedRequest['request']) => Promise<WireResponse>,
  now: () => number,
): Promise<void> {
  const respond = ({ headers, ...response }: WireResponse) => {
    received.respond({ ...response, headers: { ...headers, date: new Date(now()).toUTCString() } });
  };
  try {
    respond(await answer(received.request));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof ApiError ? error.code : 'NotEmulated';
    respond({
      status: error instanceof ApiError ? error.statusCode : 400,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message }),
    });
    // A key that nobody issued is the command's own mistake; anything else is the rehearsal's to tell.
    if (!(error instanceof ApiError)) throw error;
  }
}
