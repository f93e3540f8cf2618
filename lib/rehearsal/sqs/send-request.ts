import { ApiError } from '../kernel/api-error';
import type { SendRequest } from './message';
import type { MessageInput } from './sqs-input';
import { invalidParameter } from './sqs-error';

const MOST_ATTRIBUTES = 10;
const LONGEST_DELAY_SECONDS = 900;
const DATA_TYPE = /^(String|Number|Binary)(\..+)?$/;

/** What a sender asks for, checked as SQS does: SQS API Reference, SendMessage and MessageAttributeValue. */
export function sendRequest(input: MessageInput): SendRequest {
  const { MessageBody, MessageAttributes, DelaySeconds } = input;
  if (MessageBody === '') {
    throw new ApiError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > LONGEST_DELAY_SECONDS)) {
    throw invalidParameter('DelaySeconds', DelaySeconds, 'DelaySeconds must be >= 0 and <= 900.');
  }
  const attributes = Object.entries(MessageAttributes);
  if (attributes.length > MOST_ATTRIBUTES) {
    throw new ApiError(
      'InvalidParameterValue',
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of attributes) {
    const type = DATA_TYPE.exec(DataType)?.[1];
    if (type === undefined) {
      throw new ApiError(
        'InvalidParameterValue',
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    if ((type === 'Binary' ? BinaryValue : StringValue) === undefined || StringValue === '' || BinaryValue === '') {
      throw new ApiError(
        'InvalidParameterValue',
        `The message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
      );
    }
  }
  return {
    body: MessageBody,
    attributes: MessageAttributes,
    delaySeconds: DelaySeconds,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  };
}
