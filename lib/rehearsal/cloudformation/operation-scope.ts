import { customAttribute, isCustomResource } from './custom-resources/custom-resource';
import { type ManagedResource } from './stack-resource';
import { StackScope } from './stack-scope';

/** What names stand for while a stack operation is under way, when a custom resource's answer is the only source. */
export class OperationScope extends StackScope {
  private readonly made: ReadonlyMap<string, ManagedResource>;

  constructor(names: ConstructorParameters<typeof StackScope>[0]) {
    super(names);
    this.made = names.resources;
  }

  override attribute(logicalId: string, attribute: string, where: string): string {
    const physical = this.made.get(logicalId)?.physical;
    if (!physical || !isCustomResource(physical)) return super.attribute(logicalId, attribute, where);
    return customAttribute(physical, logicalId, attribute, where);
  }
}
