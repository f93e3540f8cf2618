import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { templateNumber } from '../kernel/template-values';
import { type HttpApis, type Integration } from './http-api';
import { integrationFunction } from './integration-function';

/** `AWS::ApiGatewayV2::Integration`, for Lambda functions. */
export function integrationProvider(apis: HttpApis, newId: (name: string) => string): ResourceProvider {
  return provideResource({
    type: 'AWS::ApiGatewayV2::Integration',
    properties: {
      ApiId: v.string(),
      IntegrationType: v.literal('AWS_PROXY'),
      IntegrationUri: v.string(),
      ConnectionType: v.optional(v.literal('INTERNET')),
      CredentialsArn: v.optional(v.string()),
      Description: v.optional(v.string()),
      IntegrationMethod: v.optional(v.string()),
      PayloadFormatVersion: v.optional(v.picklist(['1.0', '2.0'])),
      RequestParameters: v.optional(v.record(v.string(), v.string())),
      TimeoutInMillis: v.optional(templateNumber),
    },
    replacedBy: ['ApiId'],
    create: (properties, { generatedName, where }) => {
      const id = newId(generatedName);
      apis.get(properties.ApiId).integrations.set(id, integrationOf(properties, where));
      return { id, attributes: { IntegrationId: id } };
    },
    update: ({ physical, next }, { where }) => {
      apis.get(next.ApiId).integrations.set(physical.id, integrationOf(next, where));
      return physical;
    },
    remove: ({ id }, { ApiId }) => {
      apis.find(ApiId)?.integrations.delete(id);
    },
  });
}

function integrationOf(
  properties: {
    readonly IntegrationUri: string;
    readonly PayloadFormatVersion?: Integration['payloadFormatVersion'];
    readonly CredentialsArn?: string | undefined;
    readonly TimeoutInMillis?: number | undefined;
    readonly RequestParameters?: Readonly<Record<string, string>> | undefined;
  },
  where: string,
): Integration {
  return {
    functionArn: integrationFunction(properties.IntegrationUri, where),
    payloadFormatVersion: properties.PayloadFormatVersion,
    credentialsArn: properties.CredentialsArn,
    timeoutMs: timeoutOf(properties.TimeoutInMillis),
    mapsParameters: Object.keys(properties.RequestParameters ?? {}).length > 0,
  };
}

/** API Gateway V2 API Reference, "Integration", timeoutInMillis of HTTP APIs. */
function timeoutOf(ms = LONGEST_TIMEOUT_MS): number {
  if (ms >= SHORTEST_TIMEOUT_MS && ms <= LONGEST_TIMEOUT_MS) return ms;
  const rule = `between ${SHORTEST_TIMEOUT_MS} ms and ${LONGEST_TIMEOUT_MS} ms`;
  throw new ApiError('BadRequestException', `Timeout should be ${rule}, got: ${ms}`);
}

const SHORTEST_TIMEOUT_MS = 50;
const LONGEST_TIMEOUT_MS = 30_000;
