import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import type { StateMachine } from './state-machine';
import type { StateMachines } from './state-machines';
import type { StepFunctionsPorts } from './step-functions-ports';

const properties = {
  DefinitionString: v.optional(v.string()),
  Definition: v.optional(v.record(v.string(), v.unknown())),
  DefinitionS3Location: v.optional(v.strictObject({ Bucket: v.string(), Key: v.string() })),
  DefinitionSubstitutions: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  RoleArn: v.string(),
  StateMachineName: v.optional(v.string()),
  StateMachineType: v.optional(v.literal('STANDARD')),
  // They change nothing of what a machine does.
  LoggingConfiguration: v.optional(v.unknown()),
  TracingConfiguration: v.optional(v.unknown()),
  EncryptionConfiguration: v.optional(v.unknown()),
  Tags: tags,
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof properties, undefined>>;

/** `AWS::StepFunctions::StateMachine`. */
export function stateMachineProvider(
  machines: StateMachines,
  { text }: Pick<StepFunctionsPorts, 'text'>,
): ResourceProvider {
  const requestOf = (given: Properties, name: string, where: string) => ({
    name,
    roleArn: given.RoleArn,
    definitionText: substitute(definitionOf(given, where, text), given.DefinitionSubstitutions ?? {}),
    where,
  });
  return provideResource({
    type: 'AWS::StepFunctions::StateMachine',
    properties,
    replacedBy: ['StateMachineName', 'StateMachineType'],
    create: (given, { generatedName, where }) =>
      physical(machines.create(requestOf(given, given.StateMachineName ?? generatedName.slice(0, 80), where))),
    update: ({ physical: { id }, next }, { where }) =>
      physical(machines.update(id, requestOf(next, machines.get(id).name, where))),
    remove: ({ id }) => {
      machines.remove(id);
    },
  });
}

function physical({ arn, name, revisionId }: StateMachine): PhysicalResource {
  return { id: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: revisionId } };
}

function definitionOf(given: Properties, where: string, text: StepFunctionsPorts['text']): string {
  const { DefinitionString: written, Definition: object, DefinitionS3Location: stored } = given;
  const [definition, ...others] = [
    written,
    object === undefined ? undefined : JSON.stringify(object),
    stored === undefined ? undefined : storedText(stored, where, text),
  ].filter((candidate) => candidate !== undefined);
  if (definition === undefined || others.length > 0) {
    throw new ApiError(
      'InvalidDefinition',
      'A state machine needs one of Definition, DefinitionString and DefinitionS3Location.',
    );
  }
  return definition;
}

function storedText(
  { Bucket: bucket, Key: key }: { readonly Bucket: string; readonly Key: string },
  where: string,
  text: StepFunctionsPorts['text'],
): string {
  const found = text(bucket, key);
  if (found === undefined) throw new ApiError('NoSuchKey', `The definition s3://${bucket}/${key} does not exist.`);
  if (!found.trimStart().startsWith('{'))
    throw new NotEmulated(`The YAML definition s3://${bucket}/${key}`, where, 'Write it as JSON.');
  return found;
}

/** `${name}` becomes its value (CloudFormation, "AWS::StepFunctions::StateMachine", DefinitionSubstitutions). */
function substitute(definition: string, values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, () => String(value)),
    definition,
  );
}
