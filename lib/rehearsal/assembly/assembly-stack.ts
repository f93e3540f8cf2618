import { resolve } from 'node:path';
import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { ARTIFACT_METADATA, constructPaths, type ConstructPaths } from './construct-paths';
import { readJsonText } from './read-json';

/** One stack of an assembly. */
export interface AssemblyStack {
  readonly name: string;
  /** Left out where the stack is environment-agnostic. */
  readonly region?: string;
  /** Left out where the stack is environment-agnostic. */
  readonly account?: string;
  /** Relative to the assembly's directory. */
  readonly templateFile: string;
  readonly template: unknown;
  /** The template as the CDK wrote it. */
  readonly text?: string;
  /** Names of the stacks to deploy before this one. */
  readonly dependsOn: readonly string[];
  readonly constructPaths: ConstructPaths;
}

/** `aws://account/region`, where CDK writes unknown-account and unknown-region for what is decided at deploy time; or nothing. */
const ENVIRONMENT =
  /^$|^aws:\/\/(?:unknown-account|(?<account>\d{12}))\/(?:unknown-region|(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d))$/;

/** A stack's entry in the manifest. */
export const STACK_ARTIFACT = v.object({
  type: v.literal('aws:cloudformation:stack'),
  environment: v.optional(
    v.pipe(
      v.string(),
      v.regex(ENVIRONMENT, 'must be aws://<account, 12 digits>/<region>, as the `env` of the stack has it'),
    ),
    '',
  ),
  properties: v.object({ templateFile: v.string(), stackName: v.optional(v.string()) }),
  dependencies: v.optional(v.array(v.string()), []),
  metadata: v.optional(ARTIFACT_METADATA),
  additionalMetadataFile: v.optional(v.string()),
});

export type StackArtifact = v.InferOutput<typeof STACK_ARTIFACT>;

const TEMPLATE = v.looseObject({
  Resources: v.optional(v.record(v.string(), v.looseObject({ Type: v.optional(v.unknown()) })), {}),
});

/** Reads a stack's template; `name` and `dependsOn` come from the manifest as a whole. */
export function readAssemblyStack(
  directory: string,
  artifact: StackArtifact,
  name: string,
  dependsOn: readonly string[],
): AssemblyStack {
  const { templateFile } = artifact.properties;
  const { value: template, text } = readJsonText(resolve(directory, templateFile), TEMPLATE, 'TEMPLATE_NOT_FOUND');
  const paths = constructPaths(directory, artifact, template);
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Type !== 'AWS::CloudFormation::Stack') continue;
    const path = paths[logicalId];
    const where = `${templateFile}, ${logicalId}${path === undefined ? '' : ` (${path})`}`;
    throw new NotEmulated('A nested stack (AWS::CloudFormation::Stack)', where);
  }
  return { name, ...environment(artifact.environment), templateFile, template, text, dependsOn, constructPaths: paths };
}

function environment(text: string): { readonly account?: string; readonly region?: string } {
  const { account, region } = ENVIRONMENT.exec(text)?.groups ?? {};
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
