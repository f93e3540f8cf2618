import { NotEmulated } from '../kernel/not-emulated';
import { chooseStage, type ChosenStage } from './choose-stage';
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
  const stage = stageOf(api, request.path);
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
    credentialsArn: integration.credentialsArn,
    timeoutMs: integration.timeoutMs,
  };
}

/** The stage that takes a path, if any does; a query is not looked at. */
export function stageOf({ settings, stages }: HttpApi, path: string): ChosenStage | undefined {
  const [withoutQuery = ''] = path.split('?');
  return settings.hasEndpoint ? chooseStage(new Set(stages.keys()), withoutQuery) : undefined;
}
