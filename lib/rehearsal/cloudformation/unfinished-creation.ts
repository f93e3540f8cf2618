import { type PhysicalResource } from '../kernel/resource-provider';
import { OperationFailure } from './operation-failure';

/** A resource whose creation failed, but which may be there all the same: a rollback has to delete it. */
export class UnfinishedCreation extends OperationFailure {
  constructor(
    reason: string,
    readonly physical: PhysicalResource,
  ) {
    super(reason);
  }
}
