import { CfnElement, CfnParameter, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly UpdatePolicy?: unknown;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/**
 * A synthesized stack the way a reader thinks of it: by construct path, without generated names.
 *
 * The app is synthesized at the first look; whatever belongs to it must be there by then.
 */
export class StackView {
  private synthesized?: { readonly template: Template; readonly nameById: ReadonlyMap<string, string> };

  constructor(readonly stack: Stack) {}

  get template(): Template {
    return this.look().template;
  }

  /** Every resource of a type, by name. */
  resources(type: string): Readonly<Record<string, Resource>> {
    const found = this.template.findResources(type) as Record<string, Resource>;
    return Object.fromEntries(Object.entries(found).map(([id, resource]) => [this.name(id), resource]));
  }

  /** The properties of the resource with that name. */
  properties(type: string, name: string): Readonly<Record<string, unknown>> {
    const resource = this.resources(type)[name];
    if (!resource) throw new Error(`no ${name} among ${Object.keys(this.resources(type)).join(', ')}`);
    return resource.Properties;
  }

  count(): number {
    return Object.keys((this.template.toJSON() as { Resources: object }).Resources).length;
  }

  /** What a resource is called here, by its logical id. */
  name(logicalId: string): string {
    return this.look().nameById.get(logicalId) ?? logicalId;
  }

  private look() {
    const { stack } = this;
    this.synthesized ??= {
      template: Template.fromStack(stack),
      nameById: new Map(
        stack.node
          .findAll()
          .filter((construct) => construct instanceof CfnElement)
          .map((element) => [String(stack.resolve(element.logicalId)), nameOf(element, stack)]),
      ),
    };
    return this.synthesized;
  }

  /** A value of the template as text, with `<name>` or `<name.Attribute>` where CloudFormation puts one in. */
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    const {
      Ref: ref,
      'Fn::GetAtt': attribute,
      'Fn::Join': join,
      'Fn::Sub': substituted,
    } = value as {
      Ref?: string;
      'Fn::GetAtt'?: [string, string];
      'Fn::Join'?: [string, unknown[]];
      'Fn::Sub'?: string;
    };
    if (ref !== undefined) return `<${this.name(ref)}>`;
    if (attribute) return `<${this.name(attribute[0])}.${attribute[1]}>`;
    if (join) return join[1].map((part) => this.text(part)).join(join[0]);
    return substituted ?? JSON.stringify(value);
  }
}

function nameOf(element: CfnElement, stack: Stack): string {
  // A parameter that CloudFormation reads from Parameter Store is best known by what it reads.
  if (element instanceof CfnParameter) return `ssm:${String(element.default)}`;
  return element.node.path.slice(stack.node.path.length + 1).replace(/\/(Resource|Default)$/, '');
}
