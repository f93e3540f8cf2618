import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { operation, type Operation } from '../../kernel/service-api';
import { type UpdatePorts } from '../cloudformation-ports';
import { type Stack } from '../stack';
import { type StackSource } from '../stack-source';
import { TemplateError } from '../template-error';
import { givenText, parsedTemplate } from './given-template';
import { givenValues } from './given-values';
import { checkCapabilities } from './needed-capabilities';

const FLAG = v.optional(
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
  'false',
);

/** A list, which the query protocol writes as an empty text where it has no members. */
function list<const S extends v.GenericSchema>(item: S) {
  const empty = v.pipe(
    v.literal(''),
    v.transform((): v.InferOutput<S>[] => []),
  );
  return v.optional(v.union([empty, v.array(item)]));
}

const INPUT = v.strictObject({
  Version: v.optional(v.string()),
  StackName: v.string(),
  TemplateBody: v.optional(v.string()),
  TemplateURL: v.optional(v.string()),
  UsePreviousTemplate: FLAG,
  Parameters: list(
    v.strictObject({ ParameterKey: v.string(), ParameterValue: v.optional(v.string()), UsePreviousValue: FLAG }),
  ),
  Capabilities: list(v.picklist(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])),
  RoleARN: v.optional(v.string()),
  Tags: list(v.strictObject({ Key: v.string(), Value: v.string() })),
  NotificationARNs: list(v.string()),
  ClientRequestToken: v.optional(v.string()),
  DisableRollback: v.optional(v.literal('false')),
  RetainExceptOnCreate: v.optional(v.literal('false')),
});

type Input = v.InferOutput<typeof INPUT>;

interface UpdateStackPorts {
  readonly updates: UpdatePorts;
  /** @param name a stack's name or its ARN */
  find(name: string): { readonly id: string; readonly stack?: Stack } | undefined;
  /** Whether an operation of the stack was called by that before. */
  isUsed(stackId: string, clientRequestToken: string): boolean;
  /** Begins an update, which goes on by itself. Rejects with an `ApiError` where AWS refuses it. */
  begin(source: StackSource): Promise<void>;
}

/**
 * `UpdateStack`: AWS CloudFormation API Reference. It answers once the stack is being updated. What a call leaves out of
 * role and tags is as it was.
 */
export function updateStack(ports: UpdateStackPorts): Operation {
  return operation(INPUT, async (input, { where }) => {
    const found = ports.find(input.StackName);
    if (!found) throw new ApiError('ValidationError', `Stack [${input.StackName}] does not exist`);
    const { id, stack } = found;
    const { ClientRequestToken: token, RoleARN, NotificationARNs: topics = [] } = input;
    if (topics.length > 0) throw new NotEmulated('NotificationARNs of cloudformation:UpdateStack', where);
    if (token !== undefined && ports.isUsed(id, token)) {
      throw new NotEmulated('A ClientRequestToken that was used before, in cloudformation:UpdateStack', where);
    }
    if (RoleARN !== undefined && !ports.updates.canAssume(RoleARN)) {
      throw new ApiError('ValidationError', `Role ${RoleARN} is invalid or cannot be assumed`);
    }
    try {
      await ports.begin(sourceOf(input, stack, ports.updates));
    } catch (error) {
      // Where a template that the CDK wrote is at fault, the rehearsal ends; here somebody may have sent anything.
      if (error instanceof TemplateError) throw new ApiError('ValidationError', error.message);
      throw error;
    }
    return { StackId: id };
  });
}

function sourceOf(input: Input, stack: Stack | undefined, updates: UpdatePorts): StackSource {
  const previous = stack?.plan;
  const name = previous?.source.name ?? input.StackName;
  const sent = givenText(input, updates);
  const text = sent ?? previous?.source.text;
  const where = sent === undefined ? (previous?.source.where ?? name) : `the template of ${name} sent by UpdateStack`;
  const template = sent === undefined ? previous?.source.template : parsedTemplate(sent, where);
  const { Capabilities: capabilities = [], ClientRequestToken: clientRequestToken, RoleARN: roleArn, Tags } = input;
  checkCapabilities(template, where, capabilities);
  return {
    name,
    template,
    where,
    parameters: givenValues(template, where, input.Parameters ?? [], previous?.parameters.given ?? {}),
    ...(previous?.source.constructPaths && { constructPaths: previous.source.constructPaths }),
    ...(text !== undefined && { text }),
    ...(clientRequestToken !== undefined && { clientRequestToken }),
    settings: {
      ...previous?.source.settings,
      capabilities,
      ...(roleArn !== undefined && { roleArn }),
      ...(Tags && { tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) }),
    },
  };
}
