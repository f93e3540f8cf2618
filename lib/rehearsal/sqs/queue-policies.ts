import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings } from '../kernel/template-values';

/** The policy documents on queues, by the URL of the queue. */
export class QueuePolicies {
  private readonly policies = new Map<string, unknown>();

  /** `AWS::SQS::QueuePolicy`. */
  readonly provider: ResourceProvider = provideResource({
    type: 'AWS::SQS::QueuePolicy',
    properties: { PolicyDocument: v.unknown(), Queues: strings },
    create: (given, { generatedName }) => {
      this.put(given);
      return { id: generatedName, attributes: { Id: generatedName } };
    },
    update: ({ physical, previous, next }) => {
      for (const url of previous.Queues) this.policies.delete(url);
      this.put(next);
      return physical;
    },
    remove: (_, { Queues }) => {
      for (const url of Queues) this.policies.delete(url);
    },
  });

  /** The policy document on a queue, as its template has it; undefined where nobody wrote one. */
  of(queueUrl: string): unknown {
    return this.policies.get(queueUrl);
  }

  private put({ PolicyDocument, Queues }: { readonly PolicyDocument?: unknown; readonly Queues: readonly string[] }) {
    for (const url of Queues) this.policies.set(url, PolicyDocument);
  }
}
