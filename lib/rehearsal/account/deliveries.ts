import type { DeliveryTarget } from '../events/events-ports';
import { ApiError } from '../kernel/api-error';
import { asPrincipal } from './authorization';
import { carryServiceCall } from './service-calls';
import type { Services } from './services';

/** Who delivers, and for what: a rule, a topic, a group of schedules. */
export interface Sender {
  /** The service, such as `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  /** The role that it acts as, where it does not act as itself. */
  readonly roleArn?: string;
  /** Whether it is only that a schedule has come round. */
  readonly isScheduled?: boolean | undefined;
}

type Asked = Pick<Services, 'authorization' | 'place'>;

/** Refuses, with an `ApiError`, what a sender may not do: as its role, which must trust it, or as the service that it is. */
function authorize(services: Asked, sender: Sender, action: string, resource: string): void {
  const { authorization, place } = services;
  const { service, sourceArn, roleArn } = sender;
  const context = { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [place.accountId] };
  const isAllowed =
    roleArn === undefined
      ? authorization.allows({ kind: 'service', service }, { action, resource, context })
      : authorization.canAssume(service, roleArn, sourceArn) &&
        authorization.allows(asPrincipal(roleArn), { action, resource });
  if (!isAllowed) throw new ApiError('AccessDenied', `Access to the resource ${resource} is denied.`, 403);
}

/** Gives something to a queue. Rejects with an `ApiError` where the sender may not. */
export function sendToQueue(
  services: Asked & Pick<Services, 'sqs'>,
  sender: Sender,
  queueArn: string,
  message: { readonly body: string; readonly attributes?: Readonly<Record<string, string>>; readonly groupId?: string },
): void {
  authorize(services, sender, 'sqs:SendMessage', queueArn);
  const { body, attributes, groupId } = message;
  services.sqs.send(
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
    sender.service,
  );
}

/**
 * Delivers to a target of EventBridge or Scheduler. Rejects with an `ApiError` where it is not taken.
 *
 * @param text what a queue, a topic or a state machine gets
 * @param payload what a function gets, as JSON
 */
export async function deliver(
  services: Services,
  service: Omit<Sender, 'roleArn'>,
  { arn, roleArn, messageGroupId, attributes }: DeliveryTarget,
  text: string,
  payload = text,
): Promise<void> {
  const { apis, lambda, sns } = services;
  const sender: Sender = { ...service, ...(roleArn === undefined ? {} : { roleArn }) };
  switch (arn.split(':')[2]) {
    case 'lambda':
      await carryServiceCall(services, 'lambda:InvokeFunction', () => {
        authorize(services, sender, 'lambda:InvokeFunction', arn);
        lambda.invokeAsynchronously({ functionName: arn, payload }, { isScheduled: sender.isScheduled === true });
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
        authorize(services, sender, 'sns:Publish', arn);
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
