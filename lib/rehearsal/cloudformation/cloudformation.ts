import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../kernel/api-error';
import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type Simulation } from '../kernel/simulation';
import { type AliasDeployments } from './alias-deployments';
import { applyPlan, type Journal } from './apply-plan';
import { cleanUp } from './clean-up';
import { cloudFormationAssumptions } from './cloudformation-assumptions';
import { type CloudFormationOptions, DEFAULT_CLOUDFORMATION_OPTIONS } from './cloudformation-options';
import { type CloudFormationProvider, Providers } from './cloudformation-provider';
import { Exports } from './exports';
import { GeneratedNames } from './generated-names';
import { OperationFailure } from './operation-failure';
import { missingParametersReason, type SsmParameter } from './parameters';
import { ResourceOperations } from './resource-operations';
import { rollBackCreation, rollBackUpdate } from './roll-back';
import { StackEventLog } from './stack-event-log';
import { type StackOperation, type StackStatus } from './stack-operation';
import { type StackOutputs, stackOutputs } from './stack-outputs';
import { planStack, type StackPlan } from './stack-plan';
import { type ManagedResource, type StackResource } from './stack-resource';
import { type StackSource } from './stack-source';
import { readTags } from './read-tags';
import { constructPathOf } from './template';

interface Surroundings {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly providers: readonly CloudFormationProvider[];
  readonly ssmParameter: SsmParameter;
  readonly aliasDeployments: AliasDeployments;
  readonly options?: Partial<CloudFormationOptions>;
}

/** A stack as it was last deployed with success. */
interface Stack {
  readonly plan: StackPlan;
  readonly resources: ReadonlyMap<string, ManagedResource>;
  readonly outputs: StackOutputs['outputs'];
}

/** How a stack operation ended, and the stack it leaves behind; a failed creation leaves none. */
interface Ending {
  readonly status: StackStatus;
  readonly reason?: string;
  readonly stack: Stack | undefined;
}

const NOTHING: ReadonlyMap<string, ManagedResource> = new Map();

/** AWS CloudFormation: deploys templates into the emulated account, in virtual time. */
export class CloudFormation {
  private readonly stacks = new Map<string, Stack>();
  private readonly busy = new Set<string>();
  private readonly exports = new Exports();
  private readonly providers: Providers;
  private readonly names: GeneratedNames;
  private readonly options: CloudFormationOptions;

  constructor(private readonly surroundings: Surroundings) {
    this.providers = new Providers(surroundings.providers);
    this.names = new GeneratedNames(surroundings.randomness);
    this.options = { ...DEFAULT_CLOUDFORMATION_OPTIONS, ...surroundings.options };
  }

  /** Stops by name at anything in the template that is not emulated, and changes nothing. */
  validate(source: StackSource): void {
    this.plan(source, 'arn:aws:cloudformation:validation');
  }

  /**
   * Creates or updates a stack, the way `cdk deploy` does: a stack whose creation failed is created afresh.
   *
   * What fails in AWS is in the answer; what is not emulated throws, before anything is applied wherever that can be
   * known. Has to run inside `Simulation.run`.
   */
  async deploy(source: StackSource): Promise<StackOperation> {
    if (this.busy.has(source.name)) {
      throw new ApiError('ValidationError', `Stack:${source.name} is being deployed and can not be updated.`);
    }
    this.busy.add(source.name);
    try {
      return await this.operate(source);
    } finally {
      this.busy.delete(source.name);
    }
  }

  /** The outputs of a stack, none where there is no such stack. */
  outputs(stackName: string): Readonly<Record<string, string>> {
    return this.stacks.get(stackName)?.outputs ?? {};
  }

  /** The resources of a stack by logical id, none where there is no such stack. */
  resources(stackName: string): ReadonlyMap<string, StackResource> {
    return this.stacks.get(stackName)?.resources ?? NOTHING;
  }

  /** All that a resource goes by: its physical id, its logical id and, where the CDK made it, its construct path. */
  namesOf(type: string, physicalId: string): readonly string[] {
    for (const { plan, resources } of this.stacks.values()) {
      for (const [logicalId, resource] of resources) {
        if (resource.type !== type || resource.physical.id !== physicalId) continue;
        const declared = plan.template.Resources[logicalId];
        const path = (declared && constructPathOf(declared)) ?? plan.source.constructPaths?.[logicalId];
        return [physicalId, logicalId, ...(path === undefined ? [] : [path])];
      }
    }
    return [physicalId];
  }

  /** The tags of the resource with an ARN; undefined where no stack has one. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined {
    for (const { resources } of this.stacks.values()) {
      for (const { physical, properties } of resources.values()) {
        if (physical.id === arn || physical.attributes.Arn === arn) return readTags(properties.Tags);
      }
    }
    return undefined;
  }

  /** What AWS does not settle and this account had to choose, for the report. */
  assumptions(): readonly string[] {
    return cloudFormationAssumptions(this.options);
  }

  private async operate(source: StackSource): Promise<StackOperation> {
    const { name: stackName } = source;
    const { place, simulation } = this.surroundings;
    const previous = this.stacks.get(stackName);
    const kind = previous ? 'update' : 'create';
    const stackId =
      previous?.plan.stackId ??
      place.arn('cloudformation', `stack/${stackName}/${this.names.uuid(`stack ${stackName}`)}`);
    const plan = this.plan(source, stackId);
    const log = new StackEventLog(simulation, stackName, stackId);
    if (previous && isUnchanged(previous.plan, plan)) {
      return { stackName, kind: 'no-change', status: 'NO_CHANGE', events: [] };
    }
    const rejected = rejection(previous, plan);
    if (rejected !== undefined) {
      const status = previous ? 'UPDATE_ROLLBACK_COMPLETE' : 'ROLLBACK_COMPLETE';
      log.stack(status, rejected);
      return { stackName, kind, status, reason: rejected, events: log.events };
    }
    const ending = await this.change(previous, plan, log);
    if (ending.stack) this.stacks.set(stackName, ending.stack);
    const { status, reason } = ending;
    return { stackName, kind, status, ...(reason !== undefined && { reason }), events: log.events };
  }

  private async change(previous: Stack | undefined, plan: StackPlan, log: StackEventLog): Promise<Ending> {
    const before = previous?.resources ?? NOTHING;
    const operations = this.operations(plan, log);
    const journal: Journal = new Map();
    log.stack(previous ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS', 'User Initiated');
    try {
      await applyPlan(plan, before, operations, journal);
      const { outputs, exports } = stackOutputs(plan);
      this.exports.replace(plan.source.name, { exports, imports: plan.scope.imports });
      const stack: Stack = { plan, resources: plan.resources, outputs };
      if (!previous) {
        log.stack('CREATE_COMPLETE');
        return { status: 'CREATE_COMPLETE', stack };
      }
      log.stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      await cleanUp(before, plan.resources, journal, operations);
      log.stack('UPDATE_COMPLETE');
      return { status: 'UPDATE_COMPLETE', stack };
    } catch (error) {
      if (!(error instanceof OperationFailure)) throw error;
      const reason = error.message;
      if (!previous) {
        await rollBackCreation(error, journal, operations, log);
        return { status: 'ROLLBACK_COMPLETE', reason, stack: undefined };
      }
      const resources = await rollBackUpdate(error, before, journal, operations, log);
      return { status: 'UPDATE_ROLLBACK_COMPLETE', reason, stack: { ...previous, resources } };
    }
  }

  private plan(source: StackSource, stackId: string): StackPlan {
    const { place, ssmParameter } = this.surroundings;
    const exported = (name: string) => this.exports.find(name);
    return planStack(source, { place, stackId, providers: this.providers, ssmParameter, exported });
  }

  private operations(plan: StackPlan, log: StackEventLog): ResourceOperations {
    const { aliasDeployments, simulation } = this.surroundings;
    const { names, options, providers } = this;
    const stackName = plan.source.name;
    return new ResourceOperations({ simulation, names, providers, aliasDeployments, options, log, stackName });
  }
}

function isUnchanged(previous: StackPlan, next: StackPlan): boolean {
  return (
    isDeepStrictEqual(previous.source.template, next.source.template) &&
    isDeepStrictEqual(previous.parameters, next.parameters)
  );
}

/** Why AWS refuses a deployment as a whole, before it touches any resource. */
function rejection(previous: Stack | undefined, { parameters, order, template }: StackPlan): string | undefined {
  if (parameters.missing.length > 0) return missingParametersReason(parameters.missing);
  const retyped = order.filter((logicalId) => {
    const before = previous?.resources.get(logicalId);
    return before && before.type !== template.Resources[logicalId]?.Type;
  });
  if (retyped.length === 0) return undefined;
  return (
    'Update of resource type is not permitted. The new template modifies resource type of the following ' +
    `resources: [${retyped.join(', ')}]`
  );
}
