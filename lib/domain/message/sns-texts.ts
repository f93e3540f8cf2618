import { boundedMessage } from './bounded-message';
import type { Message } from './message';
import { inAscii, mailSubject, plainText } from './plain-text';

/** What a topic is given of a message. */
export interface SnsTexts {
  readonly subject: string;
  /** The JSON text of an object with a text for each protocol. */
  readonly message: string;
  /** By them a subscription can filter, and a repeated message is known. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One text message by phone (Amazon SNS API Reference, "Publish"). */
const SMS_CHARACTERS = 140;

/**
 * The message for a topic, with `MessageStructure` set to `json`: a mail gets the text, a phone one line, and everything
 * else the message as JSON, indented as a person may read it, too. It has everything, in few enough bytes.
 */
export function snsTexts(given: Message): SnsTexts {
  const message = boundedMessage(given);
  return {
    subject: mailSubject(message),
    message: JSON.stringify({
      default: JSON.stringify(message, null, 2),
      email: plainText(message),
      sms: inAscii(message.headline, SMS_CHARACTERS),
    }),
    attributes: {
      deduplicationId: message.id,
      releaseId: message.releaseId,
      alias: message.alias,
      service: message.service,
      kind: message.kind,
      severity: message.severity,
      needsPerson: String(message.needsPerson),
    },
  };
}
