import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings, tags } from '../kernel/template-values';

export interface Topics {
  has(topicArn: string): boolean;
  create(topicArn: string): void;
  remove(topicArn: string): void;
  /** @param document undefined takes the policy away */
  setPolicy(topicArn: string, document: unknown): void;
}

/** `AWS::SNS::Topic`. FIFO topics are not emulated. */
export function topicResource(topics: Topics, place: Place): ResourceProvider {
  return provideResource({
    type: 'AWS::SNS::Topic',
    properties: {
      DisplayName: v.optional(v.string(), ''),
      KmsMasterKeyId: v.optional(v.string()),
      TopicName: v.optional(v.string()),
      Tags: tags,
    },
    replacedBy: ['TopicName'],
    claim: ({ TopicName }) =>
      claimName(
        TopicName,
        (name) => topics.has(place.arn('sns', name)),
        (name) => new ApiError('AlreadyExists', `${name} already exists`),
      ),
    create: ({ DisplayName, TopicName }, { generatedName }) => {
      const name = TopicName ?? generatedName;
      const arn = place.arn('sns', name);
      topics.create(arn);
      return { id: arn, attributes: { TopicArn: arn, TopicName: name, DisplayName } };
    },
    update: ({ physical: { id, attributes }, next }) => ({
      id,
      attributes: { ...attributes, DisplayName: next.DisplayName },
    }),
    remove: ({ id }) => {
      topics.remove(id);
    },
  });
}

/** `AWS::SNS::TopicPolicy`. */
export function topicPolicyResource(topics: Topics): ResourceProvider {
  const put = (arns: readonly string[], document: unknown) => {
    for (const arn of arns) topics.setPolicy(arn, document);
  };
  return provideResource({
    type: 'AWS::SNS::TopicPolicy',
    properties: { PolicyDocument: v.unknown(), Topics: strings },
    create: ({ Topics: arns, PolicyDocument }, { generatedName }) => {
      put(arns, PolicyDocument);
      return { id: generatedName, attributes: { Id: generatedName } };
    },
    update: ({ physical, previous, next }) => {
      put(previous.Topics, undefined);
      put(next.Topics, next.PolicyDocument);
      return physical;
    },
    remove: (_, { Topics: arns }) => {
      put(arns, undefined);
    },
  });
}
