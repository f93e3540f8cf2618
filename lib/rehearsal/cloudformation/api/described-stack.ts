import { type Stack } from '../stack';
import { type StackEvent, type StackEventStatus } from '../stack-operation';

/** A stack as the API tells it. While it is being changed, all but its status and resources is as it was before. */
export interface DescribedStack {
  readonly name: string;
  readonly id: string;
  readonly status: StackEventStatus;
  /** Virtual milliseconds since the epoch. */
  readonly createdAt: number;
  /** The end of the last operation that changed it, if there was one after its creation. */
  readonly updatedAt?: number;
  /** Missing while the stack is created for the first time. */
  readonly stack?: Stack;
  /** What has been done so far by the operation that is under way; empty where none is. */
  readonly events: readonly StackEvent[];
}

/** What was done to a stack, operation by operation, the newest last. */
export interface StackHistory {
  readonly stackId: string;
  readonly logs: readonly {
    readonly events: readonly StackEvent[];
    /** What whoever asked for the operation calls it by. */
    readonly clientRequestToken?: string | undefined;
  }[];
}

/** The stacks of an account, as the API sees them. */
export interface StackBook {
  readonly all: () => readonly DescribedStack[];
  /** @param nameOrId a stack's name or its ARN */
  readonly find: (nameOrId: string) => DescribedStack | undefined;
  /** The stack that has a resource. */
  readonly holding: (physicalId: string) => DescribedStack | undefined;
  /** @param nameOrId a stack's name or its ARN; by its ARN, one that was deleted has its history still */
  readonly history: (nameOrId: string) => StackHistory | undefined;
}
