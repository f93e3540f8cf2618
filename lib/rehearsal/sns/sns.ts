import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import { operation, serviceApi } from '../kernel/service-api';
import { deliverMessage } from './message-delivery';
import { publishBatch } from './publish-batch';
import { checkContent, SNS_INPUT, textsOf, type PublishContent } from './publish-input';
import type { PublishedMessage } from './published-message';
import type { SnsPorts } from './sns-ports';
import type { Subscription } from './subscription';
import { subscriptionResource } from './subscription-resource';
import { topicPolicyResource, topicResource } from './topic-resources';

export type { PublishedMessage } from './published-message';
export type { QueueMessage, SnsPorts } from './sns-ports';

/** SNS topics: what is published goes to the subscribed functions and queues. */
export class Sns {
  readonly providers: readonly ResourceProvider[];
  private readonly topics = new Map<string, Map<string, Subscription>>();
  private readonly policies = new Map<string, unknown>();
  private published = 0;

  constructor(private readonly ports: SnsPorts) {
    const topics = {
      has: (arn: string) => this.topics.has(arn),
      create: (arn: string) => this.topics.set(arn, new Map()),
      remove: (arn: string) => this.topics.delete(arn),
      setPolicy: (arn: string, document: unknown) => this.policies.set(arn, document),
    };
    const subscriptions = {
      put: (topicArn: string, one: Subscription) => this.topics.get(topicArn)?.set(one.arn, one),
      remove: (topicArn: string, arn: string) => this.topics.get(topicArn)?.delete(arn),
    };
    this.providers = [
      topicResource(topics, ports.place),
      subscriptionResource(subscriptions, ports),
      topicPolicyResource(topics),
    ];
  }

  /** The policy document on a topic, as its template has it; undefined where nobody wrote one. */
  policy(topicArn: string): unknown {
    return this.policies.get(topicArn);
  }

  /** `Publish` and `PublishBatch`. Takes names as they are, and flat as the query protocol has them. */
  readonly api = serviceApi('sns', {
    Publish: operation(SNS_INPUT.Publish, ({ TopicArn, ...content }) => this.publish(TopicArn, content)),
    PublishBatch: operation(SNS_INPUT.PublishBatch, ({ TopicArn, PublishBatchRequestEntries }) => {
      this.subscriptions(TopicArn);
      return publishBatch(PublishBatchRequestEntries, (entry) => this.publish(TopicArn, entry));
    }),
  });

  /** Service Authorization Reference, "Amazon SNS": a batch needs the action of its single operation. */
  readonly permissions: PermissionsNeeded = (operation, { TopicArn }) => [
    { action: `sns:${operation === 'PublishBatch' ? 'Publish' : operation}`, resource: String(TopicArn) },
  ];

  /** What SNS's documentation leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    if (this.topics.size === 0) return [];
    return [
      'SNS delivers at once and tries nothing again; what a queue or function does not take goes to the dead-letter queue of its subscription.',
      'Nothing signs the notifications that SNS puts into queues.',
    ];
  }

  private subscriptions(topicArn: string): ReadonlyMap<string, Subscription> {
    const subscriptions = this.topics.get(topicArn);
    if (!subscriptions) throw new ApiError('NotFound', 'Topic does not exist', 404);
    return subscriptions;
  }

  private publish(topicArn: string, content: PublishContent) {
    const subscriptions = this.subscriptions(topicArn);
    checkContent(content);
    const { Subject: subject, MessageAttributes: attributes } = content;
    const texts = textsOf(content);
    this.published += 1;
    const messageId = `message-${this.published}`;
    const message: PublishedMessage = {
      at: this.ports.now(),
      topicArn,
      messageId,
      ...(subject === undefined ? {} : { subject }),
      message: texts?.default ?? content.Message,
      ...(texts && { texts }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    };
    this.ports.observe(message);
    for (const subscription of subscriptions.values()) deliverMessage(message, subscription, this.ports);
    return { MessageId: messageId };
  }
}
