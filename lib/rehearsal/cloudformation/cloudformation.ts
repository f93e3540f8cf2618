import { ApiError } from '../kernel/api-error';
import { cloudFormationApi } from './api/cloudformation-api';
import { cloudFormationPermissions } from './api/cloudformation-permissions';
import { updateStack } from './api/update-stack';
import { beginUpdate } from './begin-update';
import { changeStack } from './change-stack';
import { cloudFormationAssumptions } from './cloudformation-assumptions';
import { type CloudFormationOptions, CLOUDFORMATION_DEFAULTS } from './cloudformation-options';
import { Providers } from './cloudformation-provider';
import { type CloudFormationPorts } from './cloudformation-ports';
import { customResourceProvider } from './custom-resources/custom-resource-provider';
import { defaultResponseUrl, Responses } from './custom-resources/responses';
import { deleteStack } from './delete-stack';
import { Exports } from './exports';
import { GeneratedNames } from './generated-names';
import { type NoEcho } from './no-echo';
import { noEchoOf } from './no-echo-of';
import { isUnchanged, rejection } from './rejection';
import { ResourceOperations } from './resource-operations';
import { canBeUpdated, isFailedCreation, type Stack } from './stack';
import { StackEventLog } from './stack-event-log';
import { type StackOperation } from './stack-operation';
import { planStack, type StackPlan } from './stack-plan';
import { type ManagedResource, type StackResource } from './stack-resource';
import { CDK_CAPABILITIES } from './stack-settings';
import { type StackSource } from './stack-source';
import { Stacks } from './stacks';

const NOTHING: ReadonlyMap<string, ManagedResource> = new Map();

/** AWS CloudFormation: deploys templates into the emulated account, in virtual time. */
export class CloudFormation {
  /** As they are, and with what is being done to them. */
  readonly stacks = new Stacks();
  private readonly exports = new Exports();
  private readonly providers: Providers;
  private readonly names: GeneratedNames;
  private readonly options: CloudFormationOptions;
  private readonly responses: Responses;

  constructor(private readonly ports: CloudFormationPorts) {
    const { customResources: functions, place, providers, randomness, responseUrl, simulation } = ports;
    const names = new GeneratedNames(randomness);
    const responses = new Responses(simulation, responseUrl ?? defaultResponseUrl(place));
    this.names = names;
    this.responses = responses;
    this.providers = new Providers(
      providers,
      (type) => functions && customResourceProvider(type, { functions, names, responses }),
    );
    this.options = { ...CLOUDFORMATION_DEFAULTS, ...ports.options };
  }

  /** Stops by name at anything in the template that is not emulated, and changes nothing. */
  validate(source: StackSource): void {
    const noEcho = this.noEcho(source);
    try {
      this.plan(source, 'arn:aws:cloudformation:validation');
    } catch (error) {
      throw noEcho.error(error);
    }
  }

  /**
   * Creates or updates a stack, the way `cdk deploy` does: a stack whose creation failed is deleted and created afresh.
   *
   * What fails in AWS is in the answer; what is not emulated throws, before anything is applied wherever that can be
   * known. Has to run inside `Simulation.run`.
   */
  deploy(source: StackSource): Promise<StackOperation> {
    const previous = this.stacks.get(source.name)?.plan.source.settings;
    const settings = { ...previous, capabilities: CDK_CAPABILITIES };
    return this.alone(source, 'updated', () => this.operate({ settings, ...source }));
  }

  /**
   * Updates a stack, the way the API operation `UpdateStack` does: what cannot be updated is refused with AWS's error.
   *
   * Has to run inside `Simulation.run`.
   *
   * @param begun called once nothing refuses it any more, when the stack is being updated
   */
  update(source: StackSource, begun: () => void = () => undefined): Promise<StackOperation> {
    return this.alone(source, 'updated', async () => {
      if (!this.stacks.get(source.name)) throw new ApiError('ValidationError', `Stack [${source.name}] does not exist`);
      const operation = await this.createOrUpdate(source, begun);
      if (operation.kind === 'no-change') throw new ApiError('ValidationError', 'No updates are to be performed.');
      return operation;
    });
  }

  /**
   * Deletes a stack, each resource before those it depends on. Deleting what does not exist succeeds, as in AWS.
   *
   * Has to run inside `Simulation.run`.
   */
  remove(stackName: string): Promise<StackOperation> {
    const source = this.stacks.get(stackName)?.plan.source ?? { name: stackName, template: {}, where: stackName };
    return this.alone(source, 'deleted', async () => {
      const stack = this.stacks.get(stackName);
      if (!stack) return { stackName, kind: 'delete', status: 'DELETE_COMPLETE', events: [] };
      return this.delete(stack);
    });
  }

  /** The API: looks at stacks and, where the account has what that needs, updates them. */
  get api() {
    const { simulation, updates } = this.ports;
    if (!updates) return cloudFormationApi(this.stacks);
    const UpdateStack = updateStack({
      updates,
      find: (name) => this.stacks.find(name),
      isUsed: (id, token) => this.stacks.history(id)?.logs.some((log) => log.clientRequestToken === token) ?? false,
      begin: (source) => beginUpdate(simulation, source, (begun) => this.update(source, begun), updates.updated),
    });
    return cloudFormationApi(this.stacks, { UpdateStack });
  }

  get permissions() {
    return cloudFormationPermissions(this.stacks, this.ports.place, this.ports.updates?.objectAt);
  }

  /** The status of a stack; undefined where there is none. */
  status(stackName: string): Stack['status'] | undefined {
    return this.stacks.get(stackName)?.status;
  }

  /**
   * Takes what is put to the response URL of a custom resource: CloudFormation User Guide, "Custom resource request
   * and response reference".
   *
   * @param path path and query of the URL
   * @returns whether the URL is one that CloudFormation has handed out; only the first answer counts
   */
  answerCustomResource(path: string, body: string): boolean {
    return this.responses.receive(path, body);
  }

  /** The outputs of a stack, none where there is no such stack. */
  outputs(stackName: string): Readonly<Record<string, string>> {
    return this.stacks.get(stackName)?.outputs ?? {};
  }

  /** The resources of a stack by logical id, none where there is no such stack. */
  resources(stackName: string): ReadonlyMap<string, StackResource> {
    return this.stacks.get(stackName)?.resources ?? NOTHING;
  }

  /** What AWS does not settle and this account had to choose, for the report. */
  assumptions(): readonly string[] {
    return cloudFormationAssumptions(this.options);
  }

  private async operate(source: StackSource): Promise<StackOperation> {
    const existing = this.stacks.get(source.name);
    if (!existing || !isFailedCreation(existing)) return this.createOrUpdate(source);
    // So that a template that cannot be rehearsed leaves everything as it is.
    this.plan(source, existing.plan.stackId);
    const deleted = await this.delete(existing);
    if (deleted.status !== 'DELETE_COMPLETE') {
      throw new ApiError(
        'ValidationError',
        `Failed deleting stack ${source.name} that had previously failed creation ` +
          `(current state: ${deleted.status}). ${deleted.reason ?? ''}`,
      );
    }
    const created = await this.createOrUpdate(source);
    return { ...created, events: [...deleted.events, ...created.events] };
  }

  /** @param begun called where nothing refuses it any more, and the stack is as good as being changed */
  private async createOrUpdate(source: StackSource, begun: () => void = () => undefined): Promise<StackOperation> {
    const { name: stackName } = source;
    const { place } = this.ports;
    const previous = this.stacks.get(stackName);
    const kind = previous ? 'update' : 'create';
    const stackId =
      previous?.plan.stackId ??
      place.arn('cloudformation', `stack/${stackName}/${this.names.uuid(`stack ${stackName}`)}`);
    if (previous && !canBeUpdated(previous)) {
      throw new ApiError('ValidationError', `Stack:${stackId} is in ${previous.status} state and can not be updated.`);
    }
    const plan = this.plan(source, stackId);
    if (previous && isUnchanged(previous.plan, plan, this.options)) {
      return { stackName, kind: 'no-change', status: 'NO_CHANGE', events: [] };
    }
    const log = this.log(source, stackId);
    const rejected = rejection(previous?.resources ?? NOTHING, plan);
    if (rejected !== undefined) {
      const status = previous ? 'UPDATE_ROLLBACK_COMPLETE' : 'ROLLBACK_COMPLETE';
      log.stack(status, rejected);
      return { stackName, kind, status, reason: rejected, events: log.events };
    }
    const { exports } = this;
    const operations = this.operations(plan, log);
    const { simulation } = this.ports;
    if (!previous) this.stacks.beginCreation(stackName, stackId, simulation.now);
    this.stacks.follow(stackName, { plan });
    begun();
    const { stack, reason } = await changeStack(previous, plan, { operations, exports, log });
    if (previous) this.stacks.keepChanged(stack, simulation.now);
    else this.stacks.keep(stack);
    return { stackName, kind, status: stack.status, ...(reason !== undefined && { reason }), events: log.events };
  }

  private async delete(stack: Stack): Promise<StackOperation> {
    const { plan } = stack;
    const stackName = plan.source.name;
    const log = this.log(plan.source, plan.stackId);
    const operations = this.operations(plan, log);
    const deleted = await deleteStack(stack, { operations, log, inUse: this.exports.inUse(stackName) });
    const operation = { stackName, kind: 'delete', events: log.events } as const;
    if (deleted.status === 'DELETE_COMPLETE') {
      this.stacks.forget(stackName);
      this.exports.remove(stackName);
      return { ...operation, status: deleted.status };
    }
    this.stacks.keep(deleted.stack);
    return { ...operation, status: deleted.status, reason: deleted.reason };
  }

  private alone(
    source: StackSource,
    verb: 'updated' | 'deleted',
    work: () => Promise<StackOperation>,
  ): Promise<StackOperation> {
    return this.noEcho(source).operation(() => this.stacks.alone(source.name, verb, work));
  }

  private noEcho(source: StackSource): NoEcho {
    return noEchoOf(source, this.stacks.get(source.name)?.plan, (name) => this.ports.ssmParameter(name));
  }

  private log(source: StackSource, stackId: string): StackEventLog {
    const log = new StackEventLog(
      this.ports.simulation,
      source.name,
      stackId,
      this.noEcho(source),
      source.clientRequestToken,
    );
    this.stacks.follow(source.name, { log });
    return log;
  }

  private plan(source: StackSource, stackId: string): StackPlan {
    const { place } = this.ports;
    const exported = (name: string) => this.exports.find(name);
    const existing = this.stacks.get(source.name);
    return planStack(source, {
      place,
      stackId,
      providers: this.providers,
      sources: this.ports,
      exported,
      outputsOf: (name) => this.stacks.get(name)?.outputs,
      ...(existing && !isFailedCreation(existing) && { previous: existing.plan }),
    });
  }

  private operations({ source, stackId }: StackPlan, log: StackEventLog): ResourceOperations {
    const { aliasDeployments, simulation } = this.ports;
    const { names, options, providers } = this;
    const stackName = source.name;
    return new ResourceOperations({ simulation, names, providers, aliasDeployments, options, log, stackName, stackId });
  }
}
