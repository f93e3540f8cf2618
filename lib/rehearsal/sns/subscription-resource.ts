import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { templateBoolean } from '../kernel/template-values';
import { filterSubject } from './filter-policy';
import type { SnsPorts } from './sns-ports';
import type { Subscription } from './subscription';

/** A policy, as an object or as JSON text. */
const policy = <const S extends v.GenericSchema>(schema: S) =>
  v.union([schema, v.pipe(v.string(), v.parseJson(), schema)]);

const PROPERTIES = {
  Endpoint: v.string(),
  FilterPolicy: v.optional(policy(v.record(v.string(), v.unknown()))),
  FilterPolicyScope: v.optional(v.picklist(['MessageAttributes', 'MessageBody']), 'MessageAttributes'),
  // Mail and pagers outside the account are not reached; what they would get is in the report.
  Protocol: v.picklist(['lambda', 'sqs', 'email', 'email-json', 'https', 'sms']),
  RawMessageDelivery: v.optional(templateBoolean, false),
  RedrivePolicy: v.optional(policy(v.strictObject({ deadLetterTargetArn: v.string() }))),
  Region: v.optional(v.string()),
  TopicArn: v.string(),
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof PROPERTIES, undefined>>;

export interface Subscriptions {
  put(topicArn: string, subscription: Subscription): void;
  remove(topicArn: string, subscriptionArn: string): void;
}

/** `AWS::SNS::Subscription`. */
export function subscriptionResource(subscriptions: Subscriptions, ports: SnsPorts): ResourceProvider {
  return provideResource({
    type: 'AWS::SNS::Subscription',
    properties: PROPERTIES,
    replacedBy: ['Endpoint', 'Protocol', 'TopicArn'],
    create: (given, { generatedName, where }) => {
      const arn = `${given.TopicArn}:${generatedName}`;
      subscriptions.put(given.TopicArn, subscriptionOf(arn, given, ports, where));
      return { id: arn, attributes: { Arn: arn } };
    },
    update: ({ physical, next }, { where }) => {
      subscriptions.put(next.TopicArn, subscriptionOf(physical.id, next, ports, where));
      return physical;
    },
    remove: ({ id }, { TopicArn }) => {
      subscriptions.remove(TopicArn, id);
    },
  });
}

function subscriptionOf(arn: string, given: Properties, ports: SnsPorts, where: string): Subscription {
  const { FilterPolicy, FilterPolicyScope, Protocol, RedrivePolicy } = given;
  if (Protocol === 'sqs' && !ports.send) throw new NotEmulated('The protocol sqs of AWS::SNS::Subscription', where);
  if (RedrivePolicy && !ports.send) throw new NotEmulated('RedrivePolicy of AWS::SNS::Subscription', where);
  if (FilterPolicy && !ports.filter) throw new NotEmulated('FilterPolicy of AWS::SNS::Subscription', where);
  // A policy that asks for nothing lets everything through.
  const test = FilterPolicy && Object.keys(FilterPolicy).length > 0 ? ports.filter?.(FilterPolicy) : undefined;
  return {
    arn,
    protocol: Protocol,
    endpoint: given.Endpoint,
    raw: given.RawMessageDelivery,
    wants: (message) => test?.(filterSubject(message, FilterPolicyScope)) ?? true,
    ...(RedrivePolicy && { deadLetterArn: RedrivePolicy.deadLetterTargetArn }),
  };
}
