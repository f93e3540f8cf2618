import { ApiError } from '../kernel/api-error';
import type { Permission } from '../kernel/permission';
import type { DeadLetter } from '../lambda/dead-letter';
import { asPrincipal } from './authorization';
import type { Services } from './services';

/** What a function's role needs to send to its dead-letter target. */
export function deadLetterPermission(targetArn: string): Permission {
  return { action: isQueue(targetArn) ? 'sqs:SendMessage' : 'sns:Publish', resource: targetArn };
}

/** Sends an event to a queue or a topic as a function's role. What is not taken is lost, as in AWS. */
export function sendDeadLetter(
  { authorization, simulation, sns, sqs }: Pick<Services, 'authorization' | 'simulation' | 'sns' | 'sqs'>,
  targetArn: string,
  { body, attributes }: DeadLetter,
  roleArn: string,
): void {
  if (!authorization.allows(asPrincipal(roleArn), deadLetterPermission(targetArn))) return;
  const typed = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [
      name,
      { DataType: name === 'ErrorCode' ? 'Number' : 'String', StringValue },
    ]),
  );
  simulation.spawn(async () => {
    try {
      if (isQueue(targetArn)) sqs.send(targetArn, { body, attributes: typed }, roleArn);
      else await sns.api('Publish', { TopicArn: targetArn, Message: body, MessageAttributes: typed }, { roleArn });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }, `a dead letter to ${targetArn}`);
}

function isQueue(targetArn: string): boolean {
  return targetArn.split(':')[2] === 'sqs';
}
