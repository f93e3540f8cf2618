import { type Simulation } from '../kernel/simulation';
import { type NoEcho } from './no-echo';
import { type StackEvent, type StackEventStatus } from './stack-operation';

/** What an event is about: a resource or the stack itself. */
export interface EventSubject {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
}

/** Gives an event its reason, where that is known only afterwards. */
export type GiveReason = (reason: string) => void;

/** The events of one stack operation, in the order in which they happened. */
export class StackEventLog {
  private readonly recorded: StackEvent[] = [];

  constructor(
    private readonly simulation: Simulation,
    private readonly stackName: string,
    readonly stackId: string,
    private readonly noEcho: NoEcho,
    /** What whoever asked for the operation calls it by. */
    readonly clientRequestToken?: string,
  ) {}

  get events(): readonly StackEvent[] {
    return this.recorded;
  }

  resource({ logicalId, type, physicalId }: EventSubject, status: StackEventStatus, reason?: string): GiveReason {
    const event: StackEvent = {
      at: this.simulation.now,
      stackName: this.stackName,
      logicalId,
      ...(physicalId !== undefined && { physicalId }),
      resourceType: type,
      status,
      ...(reason !== undefined && { reason: this.noEcho.text(reason) }),
    };
    const index = this.recorded.push(event) - 1;
    return (later) => {
      this.recorded[index] = { ...event, reason: this.noEcho.text(later) };
    };
  }

  stack(status: StackEventStatus, reason?: string): void {
    const subject = { logicalId: this.stackName, type: 'AWS::CloudFormation::Stack', physicalId: this.stackId };
    this.resource(subject, status, reason);
  }
}
