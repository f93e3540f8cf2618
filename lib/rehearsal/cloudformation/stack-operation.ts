import { type VirtualTime } from '../kernel/simulation';
import type { StackStatus } from './stack-status';

export type StackEventStatus =
  | Exclude<StackStatus, 'NO_CHANGE'>
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_FAILED'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_SKIPPED';

/** One line of a stack's event list. */
export interface StackEvent {
  readonly at: VirtualTime;
  readonly stackName: string;
  /** The stack's name where the event is about the stack. */
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly resourceType: string;
  readonly status: StackEventStatus;
  readonly reason?: string;
}

/** How a deployment or deletion of one stack went. */
export interface StackOperation {
  readonly stackName: string;
  readonly kind: 'create' | 'update' | 'delete' | 'no-change';
  readonly status: StackStatus;
  /** The first failure. */
  readonly reason?: string;
  readonly events: readonly StackEvent[];
}
