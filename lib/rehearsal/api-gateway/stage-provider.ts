import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags, templateBoolean, templateNumber } from '../kernel/template-values';
import { type HttpApis } from './http-api';

const ROUTE_SETTINGS = v.strictObject({
  DetailedMetricsEnabled: v.optional(templateBoolean),
  ThrottlingBurstLimit: v.optional(templateNumber),
  ThrottlingRateLimit: v.optional(templateNumber),
});

/** `AWS::ApiGatewayV2::Stage`, deployed automatically: explicit deployments are not emulated. */
export function stageProvider(apis: HttpApis): ResourceProvider {
  return provideResource({
    type: 'AWS::ApiGatewayV2::Stage',
    properties: {
      ApiId: v.string(),
      StageName: v.string(),
      AutoDeploy: v.pipe(templateBoolean, v.literal(true)),
      AccessLogSettings: v.optional(v.strictObject({ DestinationArn: v.string(), Format: v.optional(v.string()) })),
      DefaultRouteSettings: v.optional(ROUTE_SETTINGS),
      Description: v.optional(v.string()),
      StageVariables: v.optional(v.record(v.string(), v.string())),
      Tags: tags,
    },
    replacedBy: ['ApiId', 'StageName'],
    claim: ({ ApiId, StageName }) => ({
      identity: `${ApiId}/${StageName}`,
      isTaken: apis.find(ApiId)?.stages.has(StageName) ?? false,
      refusal: new ApiError('ConflictException', 'Stage already exists', 409),
    }),
    create: ({ ApiId, StageName, StageVariables }) => {
      const { stages } = apis.get(ApiId);
      stages.set(StageName, { variables: StageVariables ?? {} });
      return { id: StageName, attributes: {} };
    },
    update: ({ physical, next }) => {
      apis.get(next.ApiId).stages.set(physical.id, { variables: next.StageVariables ?? {} });
      return physical;
    },
    remove: ({ id }, { ApiId }) => {
      apis.find(ApiId)?.stages.delete(id);
    },
  });
}
