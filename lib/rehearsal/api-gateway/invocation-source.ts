import type { Place } from '../kernel/place';

/**
 * What API Gateway acts for when it invokes a function, as a function's policy names it in `aws:SourceArn`: the stage,
 * the request's method and the route's path, and for `$default` the route alone (API Gateway Developer Guide, "ARN
 * format reference").
 *
 * @param routeKey as the template says it, such as `ANY /pets/{id}`
 * @param method of the request: `ANY` is none
 */
export function invocationSource(
  { apiId, stage, routeKey, method }: { apiId: string; stage: string; routeKey: string; method: string },
  place: Place,
): string {
  const route = routeKey === '$default' ? routeKey : `${method}${routeKey.replace(/^\S+ /, '')}`;
  return place.arn('execute-api', `${apiId}/${stage}/${route}`);
}
