import { type Scope } from './intrinsics/define-intrinsic';
import { OperationFailure } from './operation-failure';
import { type Resolved, type TemplateValue } from './template-value';

/** What names stand for before a stack operation: its resources are not there yet, and exports may still change. */
export class AheadScope implements Scope {
  /**
   * @param scope of the operation
   * @param isResource whether a name is that of a resource
   */
  constructor(
    private readonly scope: Scope,
    private readonly isResource: (name: string) => boolean,
  ) {}

  ref(name: string, where: string): Resolved {
    if (this.isResource(name)) return notYet(name);
    return this.scope.ref(name, where);
  }

  attribute(logicalId: string): string {
    return notYet(logicalId);
  }

  condition(name: string, where: string): boolean {
    return this.scope.condition(name, where);
  }

  mapped(mapping: string, topLevelKey: string, secondLevelKey: string, where: string): TemplateValue {
    return this.scope.mapped(mapping, topLevelKey, secondLevelKey, where);
  }

  exported(name: string): string {
    return notYet(name);
  }

  stackOutput(stackName: string, outputName: string): string {
    return notYet(`${outputName} of ${stackName}`);
  }
}

function notYet(name: string): never {
  throw new OperationFailure(`${name} is known only once the stack operation is under way.`);
}
