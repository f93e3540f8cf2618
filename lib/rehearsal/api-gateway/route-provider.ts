import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { type HttpApi, type HttpApis } from './http-api';

/** `AWS::ApiGatewayV2::Route`, without an authorizer or with IAM's. */
export function routeProvider(apis: HttpApis, newId: (name: string) => string): ResourceProvider {
  return provideResource({
    type: 'AWS::ApiGatewayV2::Route',
    properties: {
      ApiId: v.string(),
      RouteKey: v.string(),
      Target: v.string(),
      AuthorizationType: v.optional(v.picklist(['NONE', 'AWS_IAM'])),
      OperationName: v.optional(v.string()),
    },
    replacedBy: ['ApiId'],
    create: ({ ApiId, RouteKey, Target }, { generatedName }) => {
      const id = newId(generatedName);
      put(apis.get(ApiId), id, RouteKey, Target);
      return { id, attributes: { RouteId: id } };
    },
    update: ({ physical, next }) => {
      put(apis.get(next.ApiId), physical.id, next.RouteKey, next.Target);
      return physical;
    },
    remove: ({ id }, { ApiId }) => {
      apis.find(ApiId)?.routes.delete(id);
    },
  });
}

function put(api: HttpApi, id: string, routeKey: string, target: string): void {
  const integrationId = target.replace(/^integrations\//, '');
  if (!api.integrations.has(integrationId)) {
    throw new ApiError('NotFoundException', `Invalid Integration identifier specified ${integrationId}`, 404);
  }
  const isTaken = [...api.routes].some(([other, key]) => other !== id && key === routeKey);
  if (isTaken) throw new ApiError('ConflictException', `Route with key ${routeKey} already exists for this API`, 409);
  api.routes.set(id, routeKey);
}
