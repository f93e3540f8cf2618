import type { Principal } from '../iam/principal';
import { ApiError } from '../kernel/api-error';
import type { Services } from './services';

/**
 * Invokes a function asynchronously in the name of a service or a role. What may not be done is in the list of denied
 * calls, and is otherwise lost, as in AWS.
 *
 * @param sourceArn what the service acts for: a rule, a topic
 */
export function invokeAs(
  { authorization, lambda, place }: Pick<Services, 'authorization' | 'lambda' | 'place'>,
  principal: Principal,
  functionArn: string,
  event: unknown,
  sourceArn?: string,
): void {
  const source = sourceArn && { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [place.accountId] };
  const permission = { action: 'lambda:InvokeFunction', resource: functionArn, ...(source && { context: source }) };
  if (!authorization.allows(principal, permission)) return;
  try {
    lambda.invokeAsynchronously({ functionName: functionArn, payload: JSON.stringify(event) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
