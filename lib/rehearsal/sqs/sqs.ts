import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import type { ServiceApi } from '../kernel/service-api';
import type { ReceivedMessage, SendRequest, SentMessage } from './message';
import { Purges } from './purges';
import { QueuePolicies } from './queue-policies';
import { queueResource } from './queue-resource';
import { Queues, type ReceiveRequest, type SqsPorts } from './queues';
import { sqsApi } from './sqs-api';
import { sqsPermissions } from './sqs-permissions';

/** Amazon SQS: standard and FIFO queues in virtual time. */
export class Sqs {
  readonly api: ServiceApi;
  readonly permissions: PermissionsNeeded;
  readonly providers: readonly ResourceProvider[];
  private readonly queues: Queues;
  private readonly policies = new QueuePolicies();

  constructor(ports: SqsPorts) {
    this.queues = new Queues(ports);
    this.api = sqsApi({
      queues: this.queues,
      purges: new Purges(),
      now: () => ports.simulation.now,
      policy: (queueUrl) => this.policies.of(queueUrl),
    });
    this.permissions = sqsPermissions(this.queues, ports.place);
    this.providers = [queueResource(this.queues), this.policies.provider];
  }

  /** The policy document on a queue, as its template has it; undefined where nobody wrote one. */
  policy(queueArn: string): unknown {
    const queue = this.queues.find(queueArn);
    return queue && this.policies.of(this.queues.url(queue.name));
  }

  /** What a poller has to know of a queue; undefined where there is none. */
  describe(queueArn: string): { readonly visibilityTimeoutSeconds: number; readonly fifo: boolean } | undefined {
    const settings = this.queues.find(queueArn)?.settings;
    if (!settings) return undefined;
    return { visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds, fifo: settings.fifo !== undefined };
  }

  /** How many messages each queue holds. */
  depths(): readonly {
    readonly name: string;
    readonly visible: number;
    readonly inFlight: number;
    readonly delayed: number;
  }[] {
    return this.queues.all().map((queue) => ({ name: queue.name, ...queue.counts() }));
  }

  /**
   * Sends a message on behalf of another service. Throws an `ApiError` where SQS refuses it.
   *
   * @param senderId a role's ARN or a service's principal
   */
  send(queueArn: string, request: SendRequest, senderId: string): SentMessage {
    return this.queues.byArn(queueArn).send(request, senderId);
  }

  /** Receives for a service that polls, as many messages as it likes. */
  receive(queueArn: string, request: ReceiveRequest): Promise<readonly ReceivedMessage[]> {
    return this.queues.receive(queueArn, request);
  }

  /** Deletes messages by their receipts. Those that are obsolete by now are left out. */
  remove(queueArn: string, receiptHandles: readonly string[]): void {
    const queue = this.queues.find(queueArn);
    for (const receiptHandle of receiptHandles) if (queue?.holds(receiptHandle) === true) queue.delete(receiptHandle);
  }

  /** Makes messages visible again at once. */
  release(queueArn: string, receiptHandles: readonly string[]): void {
    const queue = this.queues.find(queueArn);
    for (const receiptHandle of receiptHandles) {
      if (queue?.holds(receiptHandle) === true) queue.changeVisibility(receiptHandle, 0);
    }
  }

  /** What SQS's documentation leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    if (this.queues.all().length === 0) return [];
    return [
      'A standard queue delivers its messages in the order of their arrival, and each once for every receipt.',
      'The SenderId of a message is the ARN of the role that sent it, or the principal of the service.',
      'A message that moves to a dead-letter queue keeps its id, and its receive count begins again.',
    ];
  }
}
