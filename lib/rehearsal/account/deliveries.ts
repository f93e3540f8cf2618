import type { DeliveryTarget } from '../events/events-ports';
import { ApiError } from '../kernel/api-error';
import type { Permission } from '../kernel/permission';
import { asPrincipal } from './authorization';
import { carryServiceCall } from './service-calls';
import type { Services } from './services';

/** Who delivers, and for what: a rule, a topic, a schedule. */
export interface Sender {
  /** The service, such as `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  /** Whether it is only that a schedule has come round. */
  readonly isScheduled?: boolean | undefined;
}

/** Gives something to a queue in the name of a service. Rejects with an `ApiError` where the queue's policy refuses it. */
export function sendToQueue(
  { authorization, place, sqs }: Pick<Services, 'authorization' | 'place' | 'sqs'>,
  { service, sourceArn }: Sender,
  queueArn: string,
  message: { readonly body: string; readonly attributes?: Readonly<Record<string, string>>; readonly groupId?: string },
): void {
  const context = { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [place.accountId] };
  const permission: Permission = { action: 'sqs:SendMessage', resource: queueArn, context };
  if (!authorization.allows({ kind: 'service', service }, permission)) {
    throw new ApiError('AccessDenied', `Access to the resource ${queueArn} is denied.`, 403);
  }
  const { body, attributes, groupId } = message;
  sqs.send(
    queueArn,
    {
      body,
      ...(groupId === undefined ? {} : { groupId }),
      ...(attributes && {
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
        ),
      }),
    },
    service,
  );
}

/** Delivers an event to a target of EventBridge or Scheduler. Rejects with an `ApiError` where it is not taken. */
export async function deliver(
  services: Services,
  sender: Sender,
  { arn, roleArn, messageGroupId, attributes }: DeliveryTarget,
  event: unknown,
): Promise<void> {
  const { apis, authorization, lambda, place, sns } = services;
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  const context = { 'aws:SourceArn': [sender.sourceArn], 'aws:SourceAccount': [place.accountId] };
  const mayDo = (action: string) => {
    const principal =
      roleArn === undefined ? ({ kind: 'service', service: sender.service } as const) : asPrincipal(roleArn);
    const permission = { action, resource: arn, ...(roleArn === undefined ? { context } : {}) };
    if (!authorization.allows(principal, permission)) throw new ApiError('AccessDenied', `${action} is denied.`, 403);
  };
  switch (arn.split(':')[2]) {
    case 'lambda':
      await carryServiceCall(services, 'lambda:InvokeFunction', () => {
        mayDo('lambda:InvokeFunction');
        lambda.invokeAsynchronously(
          { functionName: arn, payload: JSON.stringify(event) },
          { isScheduled: sender.isScheduled === true },
        );
      });
      return;
    case 'sqs':
      await carryServiceCall(services, 'sqs:SendMessage', () => {
        sendToQueue(services, sender, arn, {
          body: text,
          ...(attributes ? { attributes } : {}),
          ...(messageGroupId === undefined ? {} : { groupId: messageGroupId }),
        });
      });
      return;
    case 'sns':
      await carryServiceCall(services, 'sns:Publish', () => {
        mayDo('sns:Publish');
        return sns.api('Publish', { TopicArn: arn, Message: text }, { roleArn: sender.service });
      });
      return;
    case 'states':
      await apis.call('states', 'StartExecution', { stateMachineArn: arn, input: text }, { roleArn: roleArn ?? '' });
      return;
    default:
      throw new ApiError('ResourceNotFoundException', `${arn} is no target.`, 404);
  }
}
