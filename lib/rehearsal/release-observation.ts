import { isCallAbout, isMessageAbout, nameOf } from './about-release';
import type { Deployment } from './codedeploy/deployment';
import { lifecycleEvent } from './codedeploy/deployment';
import type { StackOperation } from './cloudformation/stack-operation';
import type { StruckFault } from './faults/faults';
import type {
  DeniedCall,
  ObservedAlias,
  OutsideCall,
  SentMessage,
  StepObservation,
  TimelineEntry,
} from './observation';
import { observedDeployment, type ObservedDeployment } from './observed-deployment';
import type { RequestTally } from './served-requests';
import { isFailed } from './stack-observation';
import type { ServedAlias } from './workload/served-alias';

export type ReleaseOutcome = 'released' | 'blocked' | 'rolled-back' | 'failed' | 'first-deploy' | 'no-change';

/** What one step did to one alias, as seen from outside: no gate or ledger is asked. Times are virtual milliseconds. */
export interface ReleaseObservation {
  readonly step: string;
  /** When the step began and ended. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly stackName: string;
  /** Empty where the alias does not exist after the step, as is the alias's name. */
  readonly functionName: string;
  readonly aliasName: string;
  readonly outcome: ReleaseOutcome;
  readonly deployment?: ObservedDeployment;
  readonly timeline: readonly TimelineEntry[];
  /** Green's share of the traffic, 0 to 1, from each moment on. */
  readonly traffic: readonly { readonly at: number; readonly weight: number }[];
  /** The versions that the alias points to after the step, and their shares, 0 to 1; empty where it does not exist. */
  readonly serving: readonly ServingVersion[];
  readonly requests: { readonly blue: RequestCount; readonly green: RequestCount };
  readonly moments: {
    /** The first customer's request that green failed, where the release did not go through. */
    readonly regressionAt?: number;
    /** When CodeDeploy ended the deployment. */
    readonly decidedAt?: number;
    /** When all traffic was on the old version again, where any had left it. */
    readonly restoredAt?: number;
  };
  readonly messages: readonly SentMessage[];
  /** What calls the function itself and so had new code at once; left out where nothing does, or nothing was released. */
  readonly unshifted?: Unshifted;
  /** Calls that left AWS meanwhile. */
  readonly outsideCalls: readonly OutsideCall[];
  /** What IAM refused during the step. */
  readonly deniedCalls: readonly DeniedCall[];
  /** The scenario's faults, and how often each struck. */
  readonly faults: readonly StruckFault[];
  /** Why CloudFormation failed the stack. */
  readonly stackFailure?: string;
  /** The other stack of the assembly for which the release is `failed`, though nothing is wrong with the alias itself. */
  readonly failedStack?: FailedStack;
}

/** What a release does not shift, as it goes past the alias. */
export interface Unshifted {
  /** As `GET /chat` or `the rule Nightly`. */
  readonly callers: readonly string[];
  /** Whether nobody is known to come by the alias, so that the release shifts nothing at all. */
  readonly isAll: boolean;
  /** Customers' calls of the function itself. */
  readonly requests: RequestCount;
}

export interface FailedStack {
  readonly stackName: string;
  readonly status: string;
  readonly reason?: string;
  /** What became of the release itself. */
  readonly itself: OwnEnd;
}

/** What became of a release, whatever became of other stacks; it is not reached where a stack before its own failed. */
type OwnEnd = ReleaseOutcome | 'not-reached';

/** The ends of a release that a failure elsewhere makes a failure. */
const NOT_BAD: ReadonlySet<OwnEnd> = new Set(['released', 'first-deploy', 'no-change', 'not-reached']);

export interface ServingVersion {
  readonly version: string;
  readonly share: number;
}

export interface RequestCount {
  readonly total: number;
  readonly errors: number;
}

/**
 * Says of each alias under release what a step did to it.
 *
 * @internal
 */
export function observeReleases(step: StepObservation): readonly ReleaseObservation[] {
  return step.aliases.map((alias) => observeRelease(step, alias));
}

function observeRelease(step: StepObservation, alias: ObservedAlias): ReleaseObservation {
  const ours = step.deployments.filter(
    ({ request }) => request.functionName === alias.functionName && request.aliasName === alias.aliasName,
  );
  const deployment = ours.find(({ creator }) => creator === 'user');
  const rollback = ours.find(({ id }) => id === deployment?.rollbackDeploymentId);
  const stack = step.stacks.find(({ stackName }) => stackName === alias.stackName);
  const traffic = step.weights
    .filter(({ functionName, aliasName }) => functionName === alias.functionName && aliasName === alias.aliasName)
    .map(({ at, version, additional }) => ({
      at,
      weight: additional?.weight ?? Number(version === greenOf(deployment)),
    }));
  const since = deployment?.createTime ?? step.startedAt;
  const isGreen = (version: string) => version === greenOf(deployment);
  const blue = step.requests.tally(alias, since, (version) => !isGreen(version));
  const green = step.requests.tally(alias, since, isGreen);
  const itself = outcomeOf(alias, stack, deployment, rollback);
  const failedStack = failedElsewhere(step, itself);
  const outcome = failedStack || itself === 'not-reached' ? 'failed' : itself;
  const unshifted = unshiftedOf(step, alias, since, itself);
  const moved = !unshifted?.isAll && traffic.some(({ weight }) => weight > 0);
  const wentBad = itself === 'rolled-back' || itself === 'failed';
  // Where a step has several releases, a message belongs to the one that it names.
  const isOnly = step.aliases.length === 1;
  const name = nameOf({ ...alias, deployment });
  const related = new Set([
    alias.stackName,
    failedStack?.stackName,
    ...ours.flatMap(({ id, alarms }) => [id, ...alarms]),
  ]);
  return {
    step: step.name,
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    stackName: alias.stackName,
    functionName: alias.functionName,
    aliasName: alias.aliasName,
    outcome,
    ...(deployment ? { deployment: observedDeployment(deployment) } : {}),
    timeline: step.timeline.filter(({ about }) => about === undefined || related.has(about)),
    traffic,
    serving: servingOf(alias),
    requests: { blue: countOf(blue), green: countOf(green) },
    moments: {
      ...(wentBad && green.firstErrorAt !== undefined ? { regressionAt: green.firstErrorAt } : {}),
      ...(deployment?.completeTime === undefined ? {} : { decidedAt: deployment.completeTime }),
      ...(moved && outcome === 'rolled-back' && rollback?.completeTime !== undefined
        ? { restoredAt: rollback.completeTime }
        : {}),
    },
    ...(unshifted ? { unshifted } : {}),
    messages: step.messages.filter((message) => isOnly || isMessageAbout(message, name)),
    outsideCalls: step.outsideCalls.filter((call) => isOnly || isCallAbout(call, name)),
    deniedCalls: step.deniedCalls,
    faults: step.faults,
    ...(stack?.reason === undefined ? {} : { stackFailure: stack.reason }),
    ...(failedStack ? { failedStack } : {}),
  };
}

/**
 * What had new code past the alias: as the deployment began, when whoever had it already had it at once, or as the step
 * ended.
 */
function unshiftedOf(
  step: StepObservation,
  alias: ObservedAlias,
  since: number,
  itself: OwnEnd,
): Unshifted | undefined {
  if (itself === 'no-change' || itself === 'not-reached') return undefined;
  const isSame = (one: ServedAlias) => one.functionName === alias.functionName && one.aliasName === alias.aliasName;
  const seen = step.callers.filter(isSame);
  const [first] = seen;
  const callers = [...new Set(seen.flatMap(({ pastAlias }) => pastAlias.map(({ name }) => name)))];
  if (callers.length === 0) return undefined;
  const shifted = step.requests.tally(alias, since, () => true);
  const direct = { functionName: alias.functionName, aliasName: '$LATEST' };
  return {
    callers,
    isAll: first?.throughAlias.length === 0 && (first.customersGoPast || shifted.total === 0),
    requests: countOf(step.requests.tally(direct, since, () => true)),
  };
}

/**
 * The other stack that fails a release. A stack before it keeps it from being reached. One that comes later fails what
 * was to be deployed as a whole; where it has releases of its own, it is for those to say.
 */
function failedElsewhere({ stacks, aliases }: StepObservation, itself: OwnEnd): FailedStack | undefined {
  if (!NOT_BAD.has(itself)) return undefined;
  const failed = stacks.find(
    (stack) =>
      isFailed(stack) && (itself === 'not-reached' || !aliases.some((alias) => alias.stackName === stack.stackName)),
  );
  if (!failed) return undefined;
  const { status, reason } = failed;
  return { stackName: failed.stackName, status, itself, ...(reason === undefined ? {} : { reason }) };
}

function outcomeOf(
  alias: ObservedAlias,
  stack: StackOperation | undefined,
  deployment: Deployment | undefined,
  rollback: Deployment | undefined,
): OwnEnd {
  if (!stack) return 'not-reached';
  if (!deployment) {
    if (isFailed(stack)) return 'failed';
    return alias.created ? 'first-deploy' : 'no-change';
  }
  if (deployment.status === 'Succeeded')
    return alias.version === deployment.request.targetVersion ? 'released' : 'failed';
  const trafficNeverMoved = lifecycleEvent(deployment, 'AllowTraffic').startTime === undefined;
  if (trafficNeverMoved) return 'blocked';
  return rollback?.status === 'Succeeded' && alias.version === deployment.request.currentVersion
    ? 'rolled-back'
    : 'failed';
}

function servingOf({ version, additional }: ObservedAlias): readonly ServingVersion[] {
  if (version === undefined) return [];
  if (!additional) return [{ version, share: 1 }];
  const { weight } = additional;
  return [
    // 1 - 0.9 is a little less than 0.1.
    { version, share: Number((1 - weight).toFixed(6)) },
    { version: additional.version, share: weight },
  ];
}

function greenOf(deployment: Deployment | undefined): string | undefined {
  return deployment?.request.targetVersion;
}

function countOf({ total, errors }: RequestTally): RequestCount {
  return { total, errors };
}
