import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import type { ServiceApi } from '../kernel/wire';

/** A message published to a topic. */
export interface PublishedMessage {
  readonly at: number;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject?: string;
  readonly message: string;
}

/** What a handler may say of a message; a form has only text. */
const publishInput = v.strictObject({
  TopicArn: v.string(),
  Message: v.string(),
  Subject: v.optional(v.string()),
  Version: v.optional(v.string()),
});

interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
}

export interface SnsPorts {
  readonly place: Place;
  now(): number;
  /** Invokes a subscribed function with SNS's event, on the topic's behalf. */
  invoke(functionArn: string, event: unknown, topicArn: string): void;
  /** Told of every message that is published. */
  observe(message: PublishedMessage): void;
}

/** SNS topics: what is published goes to the subscribed functions. */
export class Sns {
  private readonly topics = new Map<string, Map<string, Subscription>>();
  private readonly policies = new Map<string, unknown>();
  private published = 0;

  constructor(private readonly ports: SnsPorts) {}

  /** The policy document on a topic, as its template has it; undefined where nobody wrote one. */
  policy(topicArn: string): unknown {
    return this.policies.get(topicArn);
  }

  readonly api: ServiceApi = (operation, input, caller) => {
    if (operation !== 'Publish') throw new NotEmulated(`sns:${operation}`, `a call by ${caller.roleArn}`);
    const parsed = v.safeParse(publishInput, input);
    if (!parsed.success) {
      const member = v.getDotPath(parsed.issues[0]) ?? 'this input';
      throw new NotEmulated(`${member} of sns:Publish`, `a call by ${caller.roleArn}`);
    }
    const { TopicArn: topicArn, Subject: subject, Message: text } = parsed.output;
    const subscriptions = this.topics.get(topicArn);
    if (!subscriptions) throw new ApiError('NotFound', 'Topic does not exist', 404);
    this.published += 1;
    const messageId = `message-${this.published}`;
    const message: PublishedMessage = {
      at: this.ports.now(),
      topicArn,
      messageId,
      ...(subject === undefined ? {} : { subject }),
      message: text,
    };
    this.ports.observe(message);
    for (const [subscriptionArn, { protocol, endpoint }] of subscriptions) {
      if (protocol === 'lambda') this.ports.invoke(endpoint, eventOf(message, subscriptionArn), topicArn);
    }
    return Promise.resolve({ MessageId: messageId });
  };

  /** Service Authorization Reference, "Amazon SNS". */
  readonly permissions: PermissionsNeeded = (operation, { TopicArn }) => [
    { action: `sns:${operation}`, resource: String(TopicArn) },
  ];

  readonly providers: readonly ResourceProvider[] = [
    provideResource({
      type: 'AWS::SNS::Topic',
      properties: {
        DisplayName: v.optional(v.string()),
        KmsMasterKeyId: v.optional(v.string()),
        TopicName: v.optional(v.string()),
        Tags: tags,
      },
      replacedBy: ['TopicName'],
      create: ({ TopicName }, { generatedName }) => {
        const name = TopicName ?? generatedName;
        const arn = this.ports.place.arn('sns', name);
        this.topics.set(arn, new Map());
        return { id: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
      update: ({ physical }) => physical,
      remove: ({ id }) => {
        this.topics.delete(id);
      },
    }),
    provideResource({
      type: 'AWS::SNS::Subscription',
      properties: {
        Endpoint: v.string(),
        // Mail and pagers outside the account are not reached; what they would get is in the report.
        Protocol: v.picklist(['lambda', 'email', 'email-json', 'https', 'sms']),
        TopicArn: v.string(),
        Region: v.optional(v.string()),
      },
      create: ({ Endpoint, Protocol, TopicArn }, { generatedName }) => {
        const arn = `${TopicArn}:${generatedName}`;
        this.topics.get(TopicArn)?.set(arn, { protocol: Protocol, endpoint: Endpoint });
        return { id: arn, attributes: { Arn: arn } };
      },
      remove: ({ id }, { TopicArn }) => {
        this.topics.get(TopicArn)?.delete(id);
      },
    }),
    provideResource({
      type: 'AWS::SNS::TopicPolicy',
      properties: { PolicyDocument: v.unknown(), Topics: v.array(v.string()) },
      create: (given, { generatedName }) => {
        this.putPolicy(given);
        return { id: generatedName, attributes: { Id: generatedName } };
      },
      update: ({ physical, previous, next }) => {
        for (const topic of previous.Topics) this.policies.delete(topic);
        this.putPolicy(next);
        return physical;
      },
      remove: (_, { Topics }) => {
        for (const topic of Topics) this.policies.delete(topic);
      },
    }),
  ];

  private putPolicy({
    PolicyDocument,
    Topics,
  }: {
    readonly PolicyDocument?: unknown;
    readonly Topics: readonly string[];
  }) {
    for (const topic of Topics) this.policies.set(topic, PolicyDocument);
  }
}

function eventOf(message: PublishedMessage, subscriptionArn: string): unknown {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: message.messageId,
          TopicArn: message.topicArn,
          Subject: message.subject ?? null,
          Message: message.message,
          Timestamp: new Date(message.at).toISOString(),
          MessageAttributes: {},
        },
      },
    ],
  };
}
