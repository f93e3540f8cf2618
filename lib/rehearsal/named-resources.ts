import type { Assembly } from './assembly/read-assembly';
import { couldBeGenerated } from './cloudformation/generated-names';
import { isCalled } from './faults/is-called';

/** The property by which a template names a resource. */
const NAME_PROPERTY = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Events::Rule': 'Name',
} as const;

export type NamedType = keyof typeof NAME_PROPERTY;

/** A resource of a template as a scenario may name it, before anything is deployed. */
export interface NamedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly path?: string;
  /** What the template names it; undefined where it leaves that to CloudFormation. */
  readonly ownName?: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of a type in some assemblies. */
export function namedResources(assemblies: readonly Assembly[], type: NamedType): readonly NamedResource[] {
  return assemblies.flatMap(({ stacks }) =>
    stacks.flatMap(({ name: stackName, template, constructPaths }) =>
      Object.entries((template as Template).Resources ?? {})
        .filter(([, { Type }]) => Type === type)
        .map(([logicalId, { Properties: properties = {} }]) => {
          const path = constructPaths[logicalId];
          const ownName = properties[NAME_PROPERTY[type]];
          return { stackName, logicalId, properties, ...(path === undefined ? {} : { path }), ownName };
        }),
    ),
  );
}

/** Whether a name may be that of a resource: one that an intrinsic makes up may be anything. */
export function mayBeNamed(name: string, { stackName, logicalId, ownName }: NamedResource): boolean {
  if (name === logicalId || name === ownName) return true;
  if (ownName === undefined) return couldBeGenerated(name, stackName, logicalId);
  return typeof ownName !== 'string';
}

/** The same, and by its construct path or whole parts of it. */
export function mayBeCalled(name: string, resource: NamedResource): boolean {
  return mayBeNamed(name, resource) || (resource.path !== undefined && isCalled(resource.path, name));
}

/** The name by which a person knows it best. */
export function shownName({ path, logicalId }: NamedResource): string {
  return path?.replace(/\/Resource$/, '') ?? logicalId;
}

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Type?: unknown; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}
