import { OperationFailure } from './operation-failure';

interface StackLinks {
  readonly exports: ReadonlyMap<string, string>;
  /** Names of the exports the stack reads. */
  readonly imports: ReadonlySet<string>;
}

/** The exports of all stacks, and who reads them. */
export class Exports {
  private readonly byStack = new Map<string, StackLinks>();

  /** The value of an export, as a stack other than its own sees it. */
  find(name: string): string | undefined {
    for (const { exports } of this.byStack.values()) {
      const value = exports.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * Takes what a stack now exports and imports.
   *
   * Refuses a name that another stack exports, and a change to an export in use: CloudFormation User Guide, "Export".
   */
  replace(stackName: string, next: StackLinks): void {
    for (const [other, { exports }] of this.byStack) {
      if (other === stackName) continue;
      const twice = [...next.exports.keys()].find((name) => exports.has(name));
      if (twice !== undefined)
        throw new OperationFailure(`Export with name ${twice} is already exported by stack ${other}.`);
    }
    for (const [name, value] of this.byStack.get(stackName)?.exports ?? []) {
      if (next.exports.get(name) === value) continue;
      const users = this.usersOf(name);
      if (users.length === 0) continue;
      const verb = next.exports.has(name) ? 'updated' : 'deleted';
      throw new OperationFailure(`Export ${name} cannot be ${verb} as it is in use by ${users.join(', ')}`);
    }
    this.byStack.set(stackName, next);
  }

  /** Why CloudFormation does not delete a stack whose export another stack reads; undefined where it does. */
  inUse(stackName: string): string | undefined {
    for (const name of this.byStack.get(stackName)?.exports.keys() ?? []) {
      const users = this.usersOf(name);
      if (users.length === 0) continue;
      return `Delete canceled. Cannot delete export ${name} as it is in use by ${users.join(', ')}.`;
    }
    return undefined;
  }

  /** Forgets a stack that has been deleted. */
  remove(stackName: string): void {
    this.byStack.delete(stackName);
  }

  private usersOf(exportName: string): readonly string[] {
    return [...this.byStack].filter(([, { imports }]) => imports.has(exportName)).map(([user]) => user);
  }
}
