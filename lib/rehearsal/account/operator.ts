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

/** What only looks. Time stands still while a command runs, so nothing that takes time can be asked for. */
const LOOKS = /^(BatchGet|Describe|Get|List|Query|Scan)/;

/** What else is over as soon as it is asked for: an item that is written, a message that is signed. */
const INSTANT: ReadonlySet<string> = new Set([
  'dynamodb:PutItem',
  'dynamodb:TransactWriteItems',
  'dynamodb:UpdateItem',
  'kms:Sign',
  'kms:Verify',
]);

/** @throws NotEmulated where a command asks for what takes time */
export function checkOperatorCall({ service, operation }: Pick<ApiCall, 'service' | 'operation'>): void {
  if (LOOKS.test(operation) || INSTANT.has(`${service}:${operation}`)) return;
  throw new NotEmulated(
    `${service}:${operation} by a command`,
    'a `run` step',
    'Time stands still while a command runs: let a function or a `deploy` step do what changes the account.',
  );
}

/**
 * Answers a request that no handler's thread made. What stops the rehearsal by name also ends the request, so that the
 * command does not wait, or ask again, for an answer that never comes.
 */
export async function answerOperator(
  received: ReceivedRequest,
  answer: (request: ReceivedRequest['request']) => Promise<WireResponse>,
): Promise<void> {
  try {
    received.respond(await answer(received.request));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof ApiError ? error.code : 'NotEmulated';
    received.respond({
      status: error instanceof ApiError ? error.statusCode : 400,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message }),
    });
    // A key that nobody issued is the command's own mistake; anything else is the rehearsal's to tell.
    if (!(error instanceof ApiError)) throw error;
  }
}
