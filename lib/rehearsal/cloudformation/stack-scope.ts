import { NotEmulated } from '../kernel/not-emulated';
import { type Conditions } from './conditions';
import { type Scope } from './intrinsics/define-intrinsic';
import { OperationFailure } from './operation-failure';
import { ownMember } from './own-member';
import { missingParametersReason, type Parameters } from './parameters';
import { type ManagedResource } from './stack-resource';
import { type Template } from './template';
import { TemplateError } from './template-error';
import { type Resolved, type TemplateValue } from './template-value';

interface Names {
  readonly template: Template;
  readonly parameters: Parameters;
  readonly pseudoParameters: ReadonlyMap<string, TemplateValue>;
  readonly conditions: Conditions;
  /** The stack's resources that exist so far; it grows while the stack operation proceeds. */
  readonly resources: ReadonlyMap<string, ManagedResource>;
  exported(name: string): string | undefined;
  /** The outputs of another stack; undefined where there is no such stack. */
  outputsOf(stackName: string): Readonly<Record<string, string>> | undefined;
}

/** What names stand for while one stack is being deployed. */
export class StackScope implements Scope {
  /** The exports of other stacks that were read so far. */
  readonly imports = new Set<string>();

  constructor(private readonly names: Names) {}

  ref(name: string, where: string): Resolved {
    if (name === 'AWS::NoValue') return undefined;
    const { parameters, pseudoParameters, template } = this.names;
    if (name.startsWith('AWS::')) {
      const value = pseudoParameters.get(name);
      if (value === undefined) throw new NotEmulated(`The pseudo parameter ${name}`, where);
      return value;
    }
    if (!Object.hasOwn(template.Parameters, name)) return this.resource(name, where).physical.id;
    const value = ownMember(parameters.values, name);
    if (value === undefined) throw new OperationFailure(missingParametersReason(parameters.missing));
    return value;
  }

  attribute(logicalId: string, attribute: string, where: string): string {
    const { type, physical } = this.resource(logicalId, where);
    const value = ownMember(physical.attributes, attribute);
    if (value === undefined) throw new NotEmulated(`The attribute ${attribute} of ${type}`, where);
    return value;
  }

  condition(name: string, where: string): boolean {
    return this.names.conditions.decide(name, this, where);
  }

  mapped(mapping: string, topLevelKey: string, secondLevelKey: string, where: string): TemplateValue {
    const keys = ownMember(ownMember(this.names.template.Mappings, mapping) ?? {}, topLevelKey) ?? {};
    const value = ownMember(keys, secondLevelKey);
    if (value !== undefined) return value;
    throw new TemplateError(`The mapping ${mapping} has no value at ${topLevelKey}, ${secondLevelKey}.`, where);
  }

  exported(name: string): string {
    const value = this.names.exported(name);
    if (value === undefined) {
      throw new OperationFailure(`No export named ${name} found. Deploy the stack that exports it first.`);
    }
    this.imports.add(name);
    return value;
  }

  stackOutput(stackName: string, outputName: string): string {
    const outputs = this.names.outputsOf(stackName);
    if (!outputs) throw new OperationFailure(`Stack ${stackName} does not exist. Deploy it first.`);
    const value = ownMember(outputs, outputName);
    if (value !== undefined) return value;
    throw new OperationFailure(
      `Stack ${stackName} has no output named ${outputName}. Deploy it with that output first.`,
    );
  }

  private resource(logicalId: string, where: string): ManagedResource {
    const resource = this.names.resources.get(logicalId);
    if (!resource) throw new TemplateError(`${logicalId} is named, but no such resource exists.`, where);
    return resource;
  }
}
