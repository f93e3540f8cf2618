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

/** The stacks of an account, as the API sees them. */
export interface StackBook {
  readonly all: () => readonly DescribedStack[];
  /** @param nameOrId a stack's name or its ARN */
  readonly find: (nameOrId: string) => DescribedStack | undefined;
}
