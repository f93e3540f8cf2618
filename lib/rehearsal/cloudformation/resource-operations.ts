import { ApiError } from '../kernel/api-error';
import { type Simulation } from '../kernel/simulation';
import { type AliasDeployments } from './alias-deployments';
import { type CloudFormationOptions } from './cloudformation-options';
import { type OperationContext, type Providers } from './cloudformation-provider';
import { type GeneratedNames } from './generated-names';
import { handlerErrorCode, handlerReason } from './handler-error';
import { OperationFailure } from './operation-failure';
import { ResourceFailure, type ResourceVerb } from './resource-failure';
import { changesVersionOnly, shiftAlias, shiftsVersion } from './shift-alias';
import { type EventSubject, type GiveReason, type StackEventLog } from './stack-event-log';
import { type AppliedChange, type FailedChange, type ManagedResource, type PlannedResource } from './stack-resource';
import { UnfinishedCreation } from './unfinished-creation';

interface OperationPorts {
  readonly simulation: Simulation;
  readonly names: GeneratedNames;
  readonly providers: Providers;
  readonly aliasDeployments: AliasDeployments;
  readonly options: CloudFormationOptions;
  readonly log: StackEventLog;
  readonly stackName: string;
  readonly stackId: string;
}

/** CloudFormation's words for the steps within a change. */
const INITIATED = 'Resource creation Initiated';
const NEEDS_REPLACEMENT = 'Requested update requires the creation of a new physical resource; hence creating one.';
const WAS_REPLACED = 'Requested update required the provider to create a new physical resource';

/** What one stack operation does to single resources: takes virtual time, writes events, and turns errors into failures. */
export class ResourceOperations {
  constructor(private readonly ports: OperationPorts) {}

  create(planned: PlannedResource): Promise<ManagedResource> {
    return this.perform(
      planned,
      'CREATE',
      () => this.make(planned, 'CREATE'),
      (error) => ({ kind: 'creation', planned, ...leftBy(error, planned) }),
    );
  }

  /** @param record takes what has been done, also where the update goes on to fail */
  async update(
    previous: ManagedResource,
    next: PlannedResource,
    record: (change: AppliedChange) => void,
  ): Promise<void> {
    let replacing = false;
    await this.perform(
      subjectOf(previous),
      'UPDATE',
      async (giveReason) => {
        const policy = this.ports.options.aliasUpdatePolicyFrom === 'new' ? next : previous;
        if (policy.aliasUpdatePolicy && shiftsVersion(previous, next)) {
          await this.shift(policy.aliasUpdatePolicy, previous, next);
          const shifted = { ...next, physical: previous.physical };
          record({ kind: 'updated', previous, current: shifted });
          if (changesVersionOnly(previous, next)) return shifted;
        }
        const current = await this.change(previous, next, () => {
          replacing = true;
          giveReason(NEEDS_REPLACEMENT);
        });
        record({ kind: isSame(previous, current) ? 'updated' : 'replaced', previous, current });
        return current;
      },
      (error) =>
        replacing || error instanceof UnfinishedCreation
          ? { kind: 'replacement', previous, ...leftBy(error, next) }
          : { kind: 'update', previous, planned: next },
    );
  }

  /**
   * Updates a resource back to what it was, never by way of CodeDeploy.
   *
   * What it answers has another physical id than before where going back, too, needed a new resource.
   */
  putBack(previous: ManagedResource, current: ManagedResource): Promise<ManagedResource> {
    return this.perform(
      subjectOf(current),
      'UPDATE',
      (giveReason) =>
        this.change(current, previous, () => {
          giveReason(NEEDS_REPLACEMENT);
        }),
      (error) => ({ kind: 'replacement', previous: current, ...leftBy(error, previous) }),
    );
  }

  /** Undoes an update that failed: by another update where it may have changed something, else in the events alone. */
  undo(previous: ManagedResource, planned: PlannedResource): Promise<ManagedResource> {
    if (this.provider(planned).failedUpdateMayChange) {
      return this.putBack(previous, { ...planned, physical: previous.physical });
    }
    this.ports.log.resource(subjectOf(previous), 'UPDATE_IN_PROGRESS');
    return Promise.resolve(this.takeBack(previous));
  }

  /** Takes back the resource that another one has replaced, or was to replace: it has never been touched. */
  takeBack(previous: ManagedResource): ManagedResource {
    this.ports.log.resource(subjectOf(previous), 'UPDATE_COMPLETE');
    return previous;
  }

  /** Deletes a resource. Answers whether it is gone: a failure is written to the events and left at that. */
  async remove(resource: ManagedResource, attempts = 1): Promise<boolean> {
    const { physical, properties } = resource;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        await this.perform(subjectOf(resource), 'DELETE', async () => {
          await this.provider(resource).remove(physical, properties, this.context(resource, physical.id));
          return resource;
        });
        return true;
      } catch (error) {
        if (!(error instanceof ResourceFailure)) throw error;
      }
    }
    return false;
  }

  /** Leaves a resource behind that its policy retains. */
  retain(resource: ManagedResource): void {
    this.ports.log.resource(subjectOf(resource), 'DELETE_SKIPPED');
  }

  /** Forgets a resource that was never made. */
  forget(planned: PlannedResource): void {
    this.ports.log.resource(planned, 'DELETE_COMPLETE');
  }

  /** Writes the failed event of an error that AWS knows; any other error is the rehearsal's own and goes on. */
  fail(subject: EventSubject, verb: ResourceVerb, error: unknown, change?: FailedChange): ResourceFailure {
    const reason = this.reasonOf(subject, error);
    this.ports.log.resource(subject, `${verb}_FAILED`, reason);
    return new ResourceFailure(subject.logicalId, verb, reason, change);
  }

  private async make(planned: PlannedResource, verb: 'CREATE' | 'UPDATE'): Promise<ManagedResource> {
    const { log, names, stackName } = this.ports;
    const name = names.resource(stackName, planned.logicalId);
    const physical = await this.provider(planned).create(planned.properties, this.context(planned, name));
    const made = { ...planned, physical };
    log.resource(subjectOf(made), `${verb}_IN_PROGRESS`, INITIATED);
    return made;
  }

  /** @param onReplace called before a new resource is made because the old one cannot be updated */
  private async change(
    previous: ManagedResource,
    next: PlannedResource,
    onReplace: () => void,
  ): Promise<ManagedResource> {
    const change = { physical: previous.physical, previous: previous.properties, next: next.properties };
    const physical = await this.provider(next).update(change, this.context(next, previous.physical.id));
    if (physical === 'replace') {
      this.refuseSameName(previous, next);
      onReplace();
      return this.make(next, 'UPDATE');
    }
    const current = { ...next, physical };
    if (!isSame(previous, current)) {
      this.ports.log.resource(subjectOf(current), 'UPDATE_IN_PROGRESS', WAS_REPLACED);
    }
    return current;
  }

  /**
   * What is replaced exists twice for a while, which nothing with a name of the template's own can:
   * CloudFormation User Guide, "Update behaviors of stack resources".
   */
  private refuseSameName(previous: ManagedResource, next: PlannedResource): void {
    const provider = this.provider(next);
    const identity = provider.identityOf?.(next.properties, next.where);
    if (identity === undefined || identity !== provider.identityOf?.(previous.properties, previous.where)) return;
    throw new OperationFailure(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${previous.physical.id} and update the stack again.`,
    );
  }

  private async shift(
    policy: NonNullable<PlannedResource['aliasUpdatePolicy']>,
    previous: ManagedResource,
    next: PlannedResource,
  ): Promise<void> {
    const { aliasDeployments, log, names, options, simulation, stackName } = this.ports;
    const shift = await shiftAlias(policy, previous, next, {
      aliasDeployments,
      notice: () => simulation.sleep(options.codeDeployPollMs),
      report: (reason) => {
        log.resource(subjectOf(previous), 'UPDATE_IN_PROGRESS', reason);
      },
    });
    if (shift.kind === 'shifted') return;
    const token = names.uuid(`request ${stackName} ${next.logicalId}`);
    throw new OperationFailure(handlerReason(shift.message, token, 'InternalFailure'));
  }

  private async perform(
    subject: EventSubject,
    verb: ResourceVerb,
    work: (giveReason: GiveReason) => Promise<ManagedResource>,
    failedChange?: (error: unknown) => FailedChange,
  ): Promise<ManagedResource> {
    const { log, options, simulation } = this.ports;
    const giveReason = log.resource(subject, `${verb}_IN_PROGRESS`);
    await simulation.sleep(options.resourceOperationMs);
    try {
      const result = await work(giveReason);
      log.resource(subjectOf(result), `${verb}_COMPLETE`);
      return result;
    } catch (error) {
      throw this.fail(subject, verb, error, failedChange?.(error));
    }
  }

  private reasonOf({ logicalId }: EventSubject, error: unknown): string {
    if (error instanceof OperationFailure) return error.message;
    if (!(error instanceof ApiError)) throw error;
    const token = this.ports.names.uuid(`request ${this.ports.stackName} ${logicalId}`);
    return handlerReason(error.message, token, handlerErrorCode(error));
  }

  private provider({ type, where }: PlannedResource) {
    return this.ports.providers.of(type, where);
  }

  private context({ logicalId, where }: PlannedResource, generatedName: string): OperationContext {
    const { stackId, stackName } = this.ports;
    return { stackName, stackId, logicalId, where, generatedName };
  }
}

function subjectOf({ logicalId, type, physical }: ManagedResource): EventSubject {
  return { logicalId, type, physicalId: physical.id };
}

/** A custom resource answers an update with another physical id to say that it has made a replacement. */
function isSame(previous: ManagedResource, current: ManagedResource): boolean {
  return previous.physical.id === current.physical.id;
}

function leftBy(error: unknown, planned: PlannedResource): { readonly left?: ManagedResource } {
  return error instanceof UnfinishedCreation ? { left: { ...planned, physical: error.physical } } : {};
}
