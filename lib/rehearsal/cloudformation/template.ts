import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { checkJson } from './check-json';
import { checkSections } from './check-sections';
import { TemplateError } from './template-error';
import { TEMPLATE_PARAMETER } from './template-parameter';
import { TEMPLATE_RULE } from './template-rule';
import { ANY_VALUE, type TemplateObject, type TemplateValue } from './template-value';

const VALUES = v.record(v.string(), ANY_VALUE);

/** What happens to a resource that is no longer wanted. `Snapshot` is not emulated. */
const KEPT_OR_DELETED = v.picklist(['Delete', 'Retain', 'RetainExceptOnCreate']);

const RESOURCE = v.strictObject({
  Type: v.string(),
  Properties: v.optional(VALUES, {}),
  DependsOn: v.optional(
    v.union([
      v.array(v.string()),
      v.pipe(
        v.string(),
        v.transform((name) => [name]),
      ),
    ]),
    [],
  ),
  Condition: v.optional(v.string()),
  Metadata: v.optional(VALUES, {}),
  DeletionPolicy: v.optional(KEPT_OR_DELETED, 'Delete'),
  UpdateReplacePolicy: v.optional(KEPT_OR_DELETED, 'Delete'),
  UpdatePolicy: v.optional(v.strictObject({ CodeDeployLambdaAliasUpdate: VALUES })),
});

const OUTPUT = v.strictObject({
  Value: ANY_VALUE,
  Description: v.optional(v.string()),
  Condition: v.optional(v.string()),
  Export: v.optional(v.strictObject({ Name: ANY_VALUE })),
});

const TEMPLATE = v.strictObject({
  AWSTemplateFormatVersion: v.optional(v.string()),
  Description: v.optional(v.string()),
  Metadata: v.optional(v.unknown()),
  Rules: v.optional(v.record(v.string(), TEMPLATE_RULE), {}),
  Parameters: v.optional(v.record(v.string(), TEMPLATE_PARAMETER), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), VALUES)), {}),
  Conditions: v.optional(VALUES, {}),
  Resources: v.record(v.string(), RESOURCE),
  Outputs: v.optional(v.record(v.string(), OUTPUT), {}),
});

export type Template = v.InferOutput<typeof TEMPLATE>;
export type TemplateResource = v.InferOutput<typeof RESOURCE>;

/** Parses a template, and stops by name at a section or attribute that is not emulated. */
export function parseTemplate(template: unknown, where: string): Template {
  checkJson(template, where);
  checkSections(template, where);
  const parsed = v.safeParse(TEMPLATE, template);
  if (!parsed.success) {
    // A name that is not emulated explains more than what is missing beside it.
    const issue = parsed.issues.find(({ expected }) => expected === 'never') ?? parsed.issues[0];
    const path = v.getDotPath(issue) ?? 'The template';
    if (isMissing(issue)) throw new TemplateError(`${path} is missing.`, where);
    const value = issue.expected === 'never' ? '' : ` with the value ${JSON.stringify(issue.input)}`;
    throw new NotEmulated(`${path} in a template${value}`, where);
  }
  for (const [logicalId, resource] of Object.entries(parsed.output.Resources)) {
    if (resource.UpdatePolicy && resource.Type !== 'AWS::Lambda::Alias') {
      throw new NotEmulated(`An UpdatePolicy of ${resource.Type}`, `${where}, ${logicalId}`);
    }
  }
  return parsed.output;
}

/** The properties of the update policy, or nothing where an update of the alias is an ordinary one. */
export function aliasUpdatePolicyOf({ UpdatePolicy }: TemplateResource): TemplateObject | undefined {
  return UpdatePolicy?.CodeDeployLambdaAliasUpdate;
}

/** The construct's path, which CDK leaves in the resource's metadata if asked to. */
export function constructPathOf({ Metadata }: TemplateResource): string | undefined {
  const path: TemplateValue | undefined = Metadata['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}

function isMissing(issue: v.BaseIssue<unknown>): boolean {
  return issue.input === undefined && issue.expected !== 'never';
}
