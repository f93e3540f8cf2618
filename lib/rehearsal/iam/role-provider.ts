import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings, templateNumber } from '../kernel/template-values';
import { POLICY_DOCUMENT, type PolicyDocument } from './policy-document';
import { type Role } from './role';
import { type RoleDefinition, type Roles } from './roles';

const TAGS = v.array(v.strictObject({ Key: v.string(), Value: v.string() }));

interface RoleProperties {
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly ManagedPolicyArns?: readonly string[] | undefined;
  readonly PermissionsBoundary?: string | undefined;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument }[] | undefined;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** `AWS::IAM::Role`. */
export function roleProvider(roles: Roles): ResourceProvider {
  return provideResource({
    type: 'AWS::IAM::Role',
    properties: {
      RoleName: v.optional(v.string()),
      Path: v.optional(v.string(), '/'),
      AssumeRolePolicyDocument: POLICY_DOCUMENT,
      ManagedPolicyArns: v.optional(strings),
      Policies: v.optional(v.array(v.strictObject({ PolicyName: v.string(), PolicyDocument: POLICY_DOCUMENT }))),
      PermissionsBoundary: v.optional(v.string()),
      MaxSessionDuration: v.optional(templateNumber),
      Description: v.optional(v.string()),
      Tags: v.optional(TAGS, []),
    },
    replacedBy: ['RoleName', 'Path'],
    claim: ({ RoleName }) =>
      claimName(
        RoleName,
        (name) => roles.has(name),
        (name) => new ApiError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409),
      ),
    create: (properties, { generatedName }) =>
      physical(roles.create(properties.RoleName ?? generatedName, properties.Path, definition(properties))),
    update: ({ physical: { id }, next }) => physical(roles.update(id, definition(next))),
    remove: ({ id }) => {
      roles.delete(id);
    },
  });
}

function physical({ arn, id, name }: Role): PhysicalResource {
  return { id: name, attributes: { Arn: arn, RoleId: id } };
}

function definition(properties: RoleProperties): RoleDefinition {
  const { AssumeRolePolicyDocument, ManagedPolicyArns = [], PermissionsBoundary, Policies = [], Tags } = properties;
  return {
    trustPolicy: AssumeRolePolicyDocument,
    policies: new Map(Policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument])),
    managedPolicyArns: ManagedPolicyArns,
    ...(PermissionsBoundary !== undefined && { permissionsBoundary: PermissionsBoundary }),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}
