import { OperationFailure } from './operation-failure';

/** What CloudFormation does to a resource, as its event statuses spell it. */
export type ResourceVerb = 'CREATE' | 'UPDATE' | 'DELETE';

/** One resource failed, and its event is written: the stack operation has to be rolled back. */
export class ResourceFailure extends OperationFailure {
  constructor(
    readonly logicalId: string,
    readonly verb: ResourceVerb,
    reason: string,
  ) {
    super(reason);
  }
}
