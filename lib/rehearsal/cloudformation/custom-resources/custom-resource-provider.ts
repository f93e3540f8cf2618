import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { type CloudFormationProvider, type OperationContext } from '../cloudformation-provider';
import { type GeneratedNames } from '../generated-names';
import { OperationFailure } from '../operation-failure';
import { ANY_VALUE, type TemplateObject } from '../template-value';
import { UnfinishedCreation } from '../unfinished-creation';
import { isCustomType, type PhysicalCustomResource } from './custom-resource';
import { type CustomResourceAnswer, readAnswer } from './custom-resource-answer';
import { type CustomResourceEvent, type CustomResourceRequest } from './custom-resource-event';
import { type CustomResourceFunctions } from './custom-resource-functions';
import {
  asRequestProperties,
  CUSTOM_RESOURCE_PROPERTIES,
  functionArn,
  serviceTimeoutSeconds,
} from './custom-resource-properties';
import { type Responses } from './responses';

const PROPERTIES = v.record(v.string(), ANY_VALUE);

interface CustomResourcePorts {
  readonly functions: CustomResourceFunctions;
  readonly names: GeneratedNames;
  readonly responses: Responses;
}

/** The provider of a custom resource type: asks the resource's function, and waits for its answer. */
export function customResourceProvider(type: string, ports: CustomResourcePorts): CloudFormationProvider | undefined {
  if (!isCustomType(type)) return undefined;
  return {
    type,
    schema: CUSTOM_RESOURCE_PROPERTIES,
    // CloudFormation cannot know what the function did before it failed.
    failedUpdateMayChange: true,
    create: async (properties, context) => {
      const asked = await ask(type, { RequestType: 'Create' }, propertiesOf(properties), context, ports);
      if (asked.answer.kind === 'success') return physical(asked, asked.answer, context);
      // So that the rollback asks for a deletion, CloudFormation makes up the physical id it was not told.
      const id = asked.answer.physicalId ?? context.generatedName;
      throw new UnfinishedCreation(asked.answer.reason, { id, attributes: {} });
    },
    update: async ({ physical: { id }, previous, next }, context) => {
      const [before, after] = [propertiesOf(previous), propertiesOf(next)];
      if (before.ServiceToken !== after.ServiceToken)
        throw new OperationFailure('Modifying service token is not allowed.');
      const request = {
        RequestType: 'Update',
        PhysicalResourceId: id,
        OldResourceProperties: asRequestProperties(before),
      } as const;
      const asked = await ask(type, request, after, context, ports);
      const { answer } = asked;
      if (answer.kind === 'success') return physical(asked, answer, context);
      if (answer.physicalId === undefined || answer.physicalId === id) throw new OperationFailure(answer.reason);
      throw new UnfinishedCreation(answer.reason, { id: answer.physicalId, attributes: {} });
    },
    remove: async ({ id }, properties, context) => {
      const request = { RequestType: 'Delete', PhysicalResourceId: id } as const;
      const { answer } = await ask(type, request, propertiesOf(properties), context, ports);
      if (answer.kind !== 'success') throw new OperationFailure(answer.reason);
    },
  };
}

interface Asked {
  readonly requestId: string;
  readonly answer: CustomResourceAnswer;
}

async function ask(
  type: string,
  request: CustomResourceRequest,
  properties: TemplateObject,
  { logicalId, stackId, stackName, where }: OperationContext,
  { functions, names, responses }: CustomResourcePorts,
): Promise<Asked> {
  const serviceToken = functionArn(properties, where);
  const seconds = serviceTimeoutSeconds(properties);
  const requestId = names.uuid(`custom resource request ${stackName} ${logicalId}`);
  const response = responses.expect(requestId);
  const event: CustomResourceEvent = {
    ...request,
    RequestId: requestId,
    ResponseURL: response.url,
    StackId: stackId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: asRequestProperties(properties),
  };
  // The time runs from the request on, and the function may answer before Lambda has said that it took the event.
  const body = response.within(seconds);
  await invoke(serviceToken, event, functions);
  return { requestId, answer: answerOf(await body, event) };
}

async function invoke(serviceToken: string, event: CustomResourceEvent, functions: CustomResourceFunctions) {
  try {
    await functions.invoke(serviceToken, event);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, message, statusCode } = error;
    throw new OperationFailure(
      `${message} (Service: AWSLambdaInternal; Status Code: ${statusCode}; Error Code: ${code}; ` +
        `Request ID: ${event.RequestId}; Proxy: null)`,
    );
  }
}

function answerOf(body: string | undefined, event: CustomResourceEvent): CustomResourceAnswer {
  if (body !== undefined) return readAnswer(body, event);
  return {
    kind: 'refused',
    reason:
      'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId ' +
      `[${event.RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda ` +
      'function code so that CloudFormation can attach the updated version.',
  };
}

function physical(
  { requestId }: Asked,
  { physicalId, data }: CustomResourceAnswer & { readonly kind: 'success' },
  { stackId }: OperationContext,
): PhysicalCustomResource {
  return { id: physicalId, attributes: {}, answer: { stackId, requestId, data } };
}

function propertiesOf(properties: unknown): TemplateObject {
  return v.parse(PROPERTIES, properties ?? {});
}
