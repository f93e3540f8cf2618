import { NotEmulated } from '../kernel/not-emulated';
import { chooseStage } from './choose-stage';
import type { HttpApi } from './http-api';
import { matchRoute } from './match-route';
import type { RoutedRequest } from './routed-request';

/** Routes a request through an API. Undefined where no stage or no route takes it: API Gateway answers 404. */
export function routeRequest(
  api: HttpApi,
  request: { readonly apiId: string; readonly method: string; readonly path: string },
): RoutedRequest | undefined {
  const { method } = request;
  const where = `the request ${method} ${request.path} to the API ${request.apiId}`;
  const [withoutQuery = ''] = request.path.split('?');
  const stage = api.settings.hasEndpoint ? chooseStage(new Set(api.stages.keys()), withoutQuery) : undefined;
  if (!stage) return undefined;
  if (method === 'OPTIONS' && api.settings.answersPreflight) {
    throw new NotEmulated(
      'The preflight request that API Gateway answers itself (CORS)',
      where,
      'Send other requests.',
    );
  }
  const match = matchRoute(api.routes.values(), method, stage.path);
  const integration = match && api.integrations.get(match.route.integrationId);
  if (!integration) return undefined;
  const { route, pathParameters } = match;
  if (route.isAuthorizedByIam) throw new NotEmulated('A request that IAM authorizes', where);
  if (integration.mapsParameters) throw new NotEmulated('Parameter mapping (RequestParameters)', where);
  return {
    functionArn: integration.functionArn,
    pathParameters,
    routeKey: route.key.text,
    stage: stage.name,
    stageVariables: api.stages.get(stage.name)?.variables ?? {},
    payloadFormatVersion: integration.payloadFormatVersion,
  };
}
