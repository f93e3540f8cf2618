import { ApiError } from '../kernel/api-error';
import { type DescribedStack, type StackBook, type StackHistory } from './api/described-stack';
import { readTags } from './read-tags';
import { type Stack } from './stack';
import { type StackEventLog } from './stack-event-log';
import { type StackPlan } from './stack-plan';
import { type StackResource } from './stack-resource';
import { constructPathOf } from './template';

/** What is being done to a stack. */
interface Operation {
  readonly verb: 'updated' | 'deleted';
  log?: StackEventLog;
  /** What it is being changed to; its resources are those that are done. */
  plan?: StackPlan;
}

/** The stacks of an account, as they are and with what is being done to them. */
export class Stacks implements StackBook {
  private readonly stacks = new Map<string, Stack>();
  /** By the names of the stacks. */
  private readonly operations = new Map<string, Operation>();
  /** By the ids of the stacks, which outlive them: all operations there were, the newest last. */
  private readonly logs = new Map<string, StackEventLog[]>();
  private readonly times = new Map<string, Pick<DescribedStack, 'id' | 'createdAt' | 'updatedAt'>>();

  get(name: string): Stack | undefined {
    return this.stacks.get(name);
  }

  /** Keeps a stack as an operation has left it. */
  keep(stack: Stack): void {
    this.stacks.set(stack.plan.source.name, stack);
  }

  /** @param at in virtual milliseconds */
  keepChanged(stack: Stack, at: number): void {
    const { stackId, source } = stack.plan;
    this.keep(stack);
    this.times.set(source.name, { id: stackId, createdAt: this.times.get(source.name)?.createdAt ?? 0, updatedAt: at });
  }

  /** @param at in virtual milliseconds */
  beginCreation(name: string, id: string, at: number): void {
    this.times.set(name, { id, createdAt: at });
  }

  forget(name: string): void {
    this.stacks.delete(name);
  }

  /** Lets nothing else happen to a stack meanwhile. */
  async alone<T>(name: string, verb: Operation['verb'], work: () => Promise<T>): Promise<T> {
    const busy = this.operations.get(name);
    if (busy) {
      const { id = name, status = UNDER_WAY[busy.verb] } = this.told(name) ?? {};
      throw new ApiError('ValidationError', `Stack:${id} is in ${status} state and can not be ${verb}.`);
    }
    this.operations.set(name, { verb });
    try {
      return await work();
    } finally {
      this.operations.delete(name);
    }
  }

  /** Tells what is being done to a stack by its events, and by what it is changed to. */
  follow(name: string, told: Pick<Operation, 'log' | 'plan'>): void {
    const operation = this.operations.get(name);
    if (operation) Object.assign(operation, told);
    if (told.log) this.logs.set(told.log.stackId, [...(this.logs.get(told.log.stackId) ?? []), told.log]);
  }

  history(nameOrId: string): StackHistory | undefined {
    const stackId = nameOrId.startsWith('arn:') ? nameOrId : this.find(nameOrId)?.id;
    const logs = this.logs.get(stackId ?? '');
    return logs && stackId !== undefined ? { stackId, logs } : undefined;
  }

  all(): readonly DescribedStack[] {
    return this.names().flatMap((name) => this.told(name) ?? []);
  }

  /** Every resource of every stack as it is now, in the middle of an operation too. */
  resources(): readonly StackResource[] {
    return this.names().flatMap((name) => {
      const before = this.stacks.get(name)?.resources ?? [];
      const done = this.operations.get(name)?.plan?.resources ?? [];
      return [...new Map<string, StackResource>([...before, ...done]).values()];
    });
  }

  private names(): readonly string[] {
    return [...new Set([...this.stacks.keys(), ...this.operations.keys()])];
  }

  holding(physicalId: string): DescribedStack | undefined {
    return this.all().find(({ stack }) =>
      [...(stack?.resources.values() ?? [])].some(({ physical }) => physical.id === physicalId),
    );
  }

  find(nameOrId: string): DescribedStack | undefined {
    const found = this.told(/^arn:[^/]*\/([^/]+)\//.exec(nameOrId)?.[1] ?? nameOrId);
    // Another stack may have had the name.
    return nameOrId.startsWith('arn:') && found?.id !== nameOrId ? undefined : found;
  }

  /**
   * All that a resource goes by: its physical id, the name at the end of one that is an ARN or has its bus before it,
   * its logical id and, where the CDK made it, its construct path.
   */
  namesOf(type: string, physicalId: string): readonly string[] {
    // What a stack makes goes by its names at once, and not from when the whole stack is done.
    const changing = [...this.operations.values()].flatMap(({ plan }) =>
      plan ? [{ plan, resources: plan.resources }] : [],
    );
    for (const { plan, resources } of [...changing, ...this.stacks.values()]) {
      for (const [logicalId, resource] of resources) {
        if (resource.type !== type || resource.physical.id !== physicalId) continue;
        const declared = plan.template.Resources[logicalId];
        const path = (declared && constructPathOf(declared)) ?? plan.source.constructPaths?.[logicalId];
        return [
          physicalId,
          ...physicalId.split(/[:|]/).slice(1).slice(-1),
          logicalId,
          ...(path === undefined ? [] : [path]),
        ];
      }
    }
    return [physicalId];
  }

  /** The tags of the resource with an ARN; undefined where no stack has one. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined {
    // A tag holds from when it is put on, and not from when the whole stack is done.
    const changing = [...this.operations.values()].flatMap(({ plan }) => plan ?? []);
    const settled = [...this.stacks.values()].map(({ plan: { source }, resources }) => ({ source, resources }));
    for (const { resources, source } of [...changing, ...settled]) {
      for (const { physical, properties } of resources.values()) {
        if (physical.id !== arn && physical.attributes.Arn !== arn) continue;
        return { ...source.settings?.tags, ...readTags(properties.Tags) };
      }
    }
    return undefined;
  }

  private told(name: string): DescribedStack | undefined {
    const stack = this.stacks.get(name);
    const times = this.times.get(name);
    if (!times) return undefined;
    const operation = this.operations.get(name);
    const events = operation?.log?.events ?? [];
    if (!stack) return operation && { name, ...times, status: 'CREATE_IN_PROGRESS', events };
    return { name, ...times, status: operation ? UNDER_WAY[operation.verb] : stack.status, stack, events };
  }
}

const UNDER_WAY = { updated: 'UPDATE_IN_PROGRESS', deleted: 'DELETE_IN_PROGRESS' } as const;
