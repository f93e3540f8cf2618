import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { type HttpApi, type HttpApis } from './http-api';
import { parseRouteKey } from './route-key';

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
    create: (properties, { generatedName }) => {
      const id = newId(generatedName);
      put(apis.get(properties.ApiId), id, properties);
      return { id, attributes: { RouteId: id } };
    },
    update: ({ physical, next }) => {
      put(apis.get(next.ApiId), physical.id, next);
      return physical;
    },
    remove: ({ id }, { ApiId }) => {
      apis.find(ApiId)?.routes.delete(id);
    },
  });
}

function put(
  api: HttpApi,
  id: string,
  { RouteKey, Target, AuthorizationType }: { RouteKey: string; Target: string; AuthorizationType?: string | undefined },
): void {
  const integrationId = Target.replace(/^integrations\//, '');
  if (!api.integrations.has(integrationId)) {
    throw new ApiError('NotFoundException', `Invalid Integration identifier specified ${integrationId}`, 404);
  }
  const key = parseRouteKey(RouteKey);
  const isTaken = [...api.routes].some(([other, route]) => other !== id && route.key.text === key.text);
  if (isTaken) throw new ApiError('ConflictException', `Route with key ${RouteKey} already exists for this API`, 409);
  api.routes.set(id, { key, integrationId, isAuthorizedByIam: AuthorizationType === 'AWS_IAM' });
}
