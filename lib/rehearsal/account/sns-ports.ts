import { compilePattern } from '../events/event-pattern';
import { ApiError } from '../kernel/api-error';
import { textFor, type PublishedMessage } from '../sns/published-message';
import type { SnsPorts } from '../sns/sns-ports';
import { sendToQueue } from './deliveries';
import { invokeAs } from './function-calls';
import type { Services } from './services';

/** What SNS needs of the other services. */
export function snsPorts(services: Services): SnsPorts {
  return {
    place: services.place,
    now: () => services.simulation.now,
    invoke: (functionArn, event, topicArn) => {
      invokeAs(services, { kind: 'service', service: 'sns.amazonaws.com' }, functionArn, event, topicArn);
    },
    send: (queueArn, { body }, sourceArn) => forward(services, queueArn, body, sourceArn),
    filter: compilePattern,
    observe: (message) => {
      const { topicArn, subject, attributes } = message;
      services.recorder.message({
        topicArn,
        ...(subject === undefined ? {} : { subject }),
        // What a person would read of it.
        text: textFor(message, 'email'),
        ...(attributes === undefined ? {} : { attributes: textsOf(attributes) }),
      });
    },
  };
}

function textsOf(attributes: NonNullable<PublishedMessage['attributes']>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { StringValue: text }]) => (text === undefined ? [] : [[name, text]])),
  );
}

/** Whether a queue took what a topic sends it. */
function forward(services: Services, queueArn: string, body: string, sourceArn: string): boolean {
  try {
    sendToQueue(services, { service: 'sns.amazonaws.com', sourceArn }, queueArn, { body });
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
