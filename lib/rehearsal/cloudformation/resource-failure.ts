import { OperationFailure } from './operation-failure';
import { type FailedChange } from './stack-resource';

/** What CloudFormation does to a resource, as its event statuses spell it. */
export type ResourceVerb = 'CREATE' | 'UPDATE' | 'DELETE';

/** One resource failed, and its event is written: the stack operation has to be rolled back. */
export class ResourceFailure extends OperationFailure {
  constructor(
    readonly logicalId: string,
    readonly verb: ResourceVerb,
    reason: string,
    /** What there is to undo of the failed change itself; nothing where it never began. */
    readonly change?: FailedChange,
  ) {
    super(reason);
  }
}

/** CloudFormation's words for a stack of which one resource failed. */
export function failedResources({ logicalId, verb }: ResourceFailure): string {
  return `The following resource(s) failed to ${verb.toLowerCase()}: [${logicalId}].`;
}
