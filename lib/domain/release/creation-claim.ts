/** A resource of a stack, as CloudFormation tells it. */
export interface StackResource {
  readonly type: string;
  /** Missing while it is being made. */
  readonly physicalId?: string;
  readonly status: string;
}

/** The stacks that ask for first releases. */
export interface Stacks {
  /** One resource of a stack as it is now; undefined where there is no such stack or resource. */
  resource(stackId: string, logicalId: string): Promise<StackResource | undefined>;
}

/** What a request to create an alias says of the stack that it comes from. Anybody who may invoke can say anything. */
export interface CreationClaim {
  /** The stack's ARN. */
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** Of what is there already; what is being created has none yet. */
  readonly physicalId?: string;
}

interface Claimant {
  readonly stackId: string;
  readonly logicalId: string;
  readonly function: { readonly logicalId: string; readonly name: string };
  readonly deploymentGroup: { readonly logicalId: string; readonly name: string };
}

/** The type of the resource that asks. */
export const FIRST_RELEASE_TYPE = 'Custom::SluiceFirstRelease';

/** All that has to be so before anything is done for whoever asks. */
export function creationClaims(claimant: Claimant): readonly CreationClaim[] {
  const { stackId, logicalId, function: fn, deploymentGroup: group } = claimant;
  return [
    { stackId, logicalId, type: FIRST_RELEASE_TYPE },
    { stackId, logicalId: fn.logicalId, type: 'AWS::Lambda::Function', physicalId: fn.name },
    { stackId, logicalId: group.logicalId, type: 'AWS::CodeDeploy::DeploymentGroup', physicalId: group.name },
  ];
}

/** Statuses of a resource that is there and not being deleted. */
const THERE = /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/;

/**
 * Why a claim is not true; undefined where it is.
 *
 * @param found what CloudFormation says of that resource of that stack; undefined where it knows none
 */
export function claimProblem(claim: CreationClaim, found: StackResource | undefined): string | undefined {
  const { stackId, logicalId, type, physicalId } = claim;
  const what = `the ${type} ${logicalId}${physicalId === undefined ? '' : ` (${physicalId})`}`;
  if (found?.type !== type) return `CloudFormation knows no ${what.slice('the '.length)} in the stack ${stackId}`;
  if (physicalId === undefined) {
    return found.status === 'CREATE_IN_PROGRESS'
      ? undefined
      : `${what} of the stack ${stackId} is not being created: it is ${found.status}`;
  }
  if (found.physicalId === physicalId && THERE.test(found.status)) return undefined;
  return `${what} is not the stack's own: in the stack ${stackId} it is ${found.physicalId ?? 'nothing yet'}, ${found.status}`;
}
