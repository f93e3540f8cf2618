import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { nestNames } from '../kernel/flat-names';
import type { MessageAttribute } from './published-message';

const content = {
  Message: v.string(),
  MessageAttributes: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        DataType: v.string(),
        StringValue: v.optional(v.string()),
        BinaryValue: v.optional(v.string()),
      }),
    ),
    {},
  ),
  MessageStructure: v.optional(v.literal('json')),
  Subject: v.optional(v.string()),
};
/** The version of the API that a form names. */
const Version = v.optional(v.string());

/** What may be said of a message: SNS API Reference. A member that is not listed stops the rehearsal by name. */
export const SNS_INPUT = {
  Publish: nested({ TopicArn: v.string(), Version, ...content }),
  PublishBatch: nested({
    TopicArn: v.string(),
    Version,
    PublishBatchRequestEntries: v.array(v.strictObject({ Id: v.string(), ...content })),
  }),
};

/** Members with their names as they are, or flat as the query protocol has them. */
function nested<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(v.record(v.string(), v.unknown()), v.transform(nestNames), v.strictObject(entries));
}

export type PublishContent = v.InferOutput<v.StrictObjectSchema<typeof content, undefined>>;

const LONGEST_SUBJECT = 100;
const LARGEST_MESSAGE_BYTES = 262_144;
const DATA_TYPE = /^(String|Number|Binary)(\..+)?$/;

/** Refuses what SNS refuses of a message: SNS API Reference, Publish. */
export function checkContent({ Message, Subject, MessageAttributes }: PublishContent): void {
  if (Message === '') throw invalid('Empty message');
  if (Subject !== undefined && (Subject === '' || Subject.length > LONGEST_SUBJECT)) throw invalid('Subject');
  if (Buffer.byteLength(Message) > LARGEST_MESSAGE_BYTES) throw invalid('Message too long');
  for (const [name, attribute] of Object.entries(MessageAttributes)) checkAttribute(name, attribute);
}

/**
 * The texts of a message by protocol, where it says that it has some: SNS API Reference, Publish, `MessageStructure`. What
 * is no text is left out; without a text for all others the message is refused.
 */
export function textsOf({ Message, MessageStructure }: PublishContent): Readonly<Record<string, string>> | undefined {
  if (MessageStructure === undefined) return undefined;
  const { success, output } = v.safeParse(TEXTS, Message);
  if (!success) throw invalid('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(
    Object.entries(output).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const TEXTS = v.pipe(v.string(), v.parseJson(), v.looseObject({ default: v.string() }));

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const type = DATA_TYPE.exec(DataType)?.[1];
  const value = type === 'Binary' ? BinaryValue : StringValue;
  const isNumber = type !== 'Number' || Number.isFinite(Number(StringValue));
  if (type !== undefined && value !== undefined && value !== '' && isNumber) return;
  throw new ApiError(
    'ParameterValueInvalid',
    `Invalid parameter: the message attribute '${name}' needs the type String, String.Array, Number or Binary and a value of it.`,
  );
}

function invalid(what: string): ApiError {
  return new ApiError('InvalidParameter', `Invalid parameter: ${what}`);
}
