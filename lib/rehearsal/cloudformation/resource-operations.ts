import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { type PhysicalResource, type ResourceContext } from '../kernel/resource-provider';
import { type Simulation } from '../kernel/simulation';
import { type AliasDeployments } from './alias-deployments';
import { type CloudFormationOptions } from './cloudformation-options';
import { type Providers } from './cloudformation-provider';
import { type GeneratedNames } from './generated-names';
import { handlerErrorCode, handlerReason } from './handler-error';
import { OperationFailure } from './operation-failure';
import { ResourceFailure, type ResourceVerb } from './resource-failure';
import { changesVersionOnly, shiftAlias, shiftsVersion } from './shift-alias';
import { type EventSubject, type StackEventLog } from './stack-event-log';
import { type AppliedChange, type ManagedResource, type PlannedResource } from './stack-resource';

interface Surroundings {
  readonly simulation: Simulation;
  readonly names: GeneratedNames;
  readonly providers: Providers;
  readonly aliasDeployments: AliasDeployments;
  readonly options: CloudFormationOptions;
  readonly log: StackEventLog;
  readonly stackName: string;
}

/** What one stack operation does to single resources: takes virtual time, writes events, and turns errors into failures. */
export class ResourceOperations {
  constructor(private readonly surroundings: Surroundings) {}

  create(planned: PlannedResource): Promise<ManagedResource> {
    return this.perform(planned, 'CREATE', () => this.make(planned), subjectOf);
  }

  /** @param record takes what has been done, also where the update goes on to fail */
  update(previous: ManagedResource, next: PlannedResource, record: (change: AppliedChange) => void): Promise<void> {
    return this.perform(subjectOf(previous), 'UPDATE', async () => {
      const policy = this.surroundings.options.aliasUpdatePolicyFrom === 'new' ? next : previous;
      if (policy.aliasUpdatePolicy && shiftsVersion(previous, next)) {
        await this.shift(policy.aliasUpdatePolicy, previous, next);
        record({ kind: 'updated', previous, current: { ...next, physical: previous.physical } });
        if (changesVersionOnly(previous, next)) return;
      }
      record(await this.change(previous, next));
    });
  }

  /** Updates a resource back to what it was, never by way of CodeDeploy. */
  putBack(previous: ManagedResource, current: ManagedResource): Promise<ManagedResource> {
    return this.perform(subjectOf(current), 'UPDATE', async () => {
      const { physical, properties } = current;
      const change = { physical, previous: properties, next: previous.properties };
      const restored = await this.provider(current).update(change, this.context(current, physical.id));
      if (restored !== 'replace') return { ...previous, physical: restored };
      throw new NotEmulated(`A rollback that has to replace ${current.type}`, current.where);
    });
  }

  /** Deletes a resource. Answers whether it is gone: a failure is written to the events and left at that. */
  async remove(resource: ManagedResource): Promise<boolean> {
    const { physical, properties } = resource;
    try {
      await this.perform(subjectOf(resource), 'DELETE', () =>
        this.provider(resource).remove(physical, properties, this.context(resource, physical.id)),
      );
      return true;
    } catch (error) {
      if (error instanceof ResourceFailure) return false;
      throw error;
    }
  }

  /** Leaves a resource behind that its policy retains. */
  retain(resource: ManagedResource): void {
    this.surroundings.log.resource(subjectOf(resource), 'DELETE_SKIPPED');
  }

  private async make(planned: PlannedResource): Promise<ManagedResource> {
    const name = this.surroundings.names.resource(this.surroundings.stackName, planned.logicalId);
    const physical = await this.provider(planned).create(planned.properties, this.context(planned, name));
    return { ...planned, physical };
  }

  private async change(previous: ManagedResource, next: PlannedResource): Promise<AppliedChange> {
    const change = { physical: previous.physical, previous: previous.properties, next: next.properties };
    const physical = await this.provider(next).update(change, this.context(next, previous.physical.id));
    if (physical === 'replace') return { kind: 'replaced', previous, current: await this.make(next) };
    return { kind: this.isSame(previous, physical) ? 'updated' : 'replaced', previous, current: { ...next, physical } };
  }

  /** A custom resource answers an update with another physical id to say that it has made a replacement. */
  private isSame(previous: ManagedResource, physical: PhysicalResource): boolean {
    return previous.physical.id === physical.id;
  }

  private async shift(
    policy: NonNullable<PlannedResource['aliasUpdatePolicy']>,
    previous: ManagedResource,
    next: PlannedResource,
  ): Promise<void> {
    const { aliasDeployments, log, names, options, simulation, stackName } = this.surroundings;
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

  private async perform<T>(
    subject: EventSubject,
    verb: ResourceVerb,
    work: () => Promise<T>,
    outcome: (result: T) => EventSubject = () => subject,
  ): Promise<T> {
    const { log, options, simulation } = this.surroundings;
    log.resource(subject, `${verb}_IN_PROGRESS`);
    await simulation.sleep(options.resourceOperationMs);
    try {
      const result = await work();
      log.resource(outcome(result), `${verb}_COMPLETE`);
      return result;
    } catch (error) {
      throw this.fail(subject, verb, error);
    }
  }

  /** Writes the failed event of an error that AWS knows; any other error is the rehearsal's own and goes on. */
  fail(subject: EventSubject, verb: ResourceVerb, error: unknown): ResourceFailure {
    const reason = this.reasonOf(subject, error);
    this.surroundings.log.resource(subject, `${verb}_FAILED`, reason);
    return new ResourceFailure(subject.logicalId, verb, reason);
  }

  private reasonOf({ logicalId }: EventSubject, error: unknown): string {
    if (error instanceof OperationFailure) return error.message;
    if (!(error instanceof ApiError)) throw error;
    const token = this.surroundings.names.uuid(`request ${this.surroundings.stackName} ${logicalId}`);
    return handlerReason(error.message, token, handlerErrorCode(error));
  }

  private provider({ type, where }: PlannedResource) {
    return this.surroundings.providers.of(type, where);
  }

  private context({ logicalId, where }: PlannedResource, generatedName: string): ResourceContext {
    return { stackName: this.surroundings.stackName, logicalId, where, generatedName };
  }
}

function subjectOf({ logicalId, type, physical }: ManagedResource): EventSubject {
  return { logicalId, type, physicalId: physical.id };
}
