import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type ResourceProvider } from '../kernel/resource-provider';
import { apiProvider } from './api-provider';
import { HttpApis, type RouteOfApi } from './http-api';
import { integrationProvider } from './integration-provider';
import { routeProvider } from './route-provider';
import { routeRequest, stageOf } from './route-request';
import { type RoutedRequest } from './routed-request';
import { stageProvider } from './stage-provider';

/** Amazon API Gateway, as far as HTTP APIs take requests to functions. REST and WebSocket APIs stop by name. */
export class ApiGateway {
  readonly providers: readonly ResourceProvider[];
  private readonly apis = new HttpApis();

  constructor({ place, randomness }: { readonly place: Place; readonly randomness: Randomness }) {
    const { apis } = this;
    const newId = (name: string) =>
      randomness.identifier(`api gateway ${name}`, 10, '0123456789abcdefghijklmnopqrstuvwxyz');
    this.providers = [
      apiProvider(apis, place, newId),
      integrationProvider(apis, newId),
      routeProvider(apis, newId),
      stageProvider(apis),
    ];
  }

  /**
   * Where a request goes, or undefined where API Gateway answers `404 Not Found` itself.
   *
   * @param path with the stage, if it is not `$default`; a query is not looked at
   */
  route(apiId: string, method: string, path: string): RoutedRequest | undefined {
    const api = this.apis.find(apiId);
    return api && routeRequest(api, { apiId, method, path });
  }

  /** The stage that takes a path, whether a route does or not. */
  stage(apiId: string, path: string): string | undefined {
    const api = this.apis.find(apiId);
    return api && stageOf(api, path)?.name;
  }

  /** The stage that customers use if nothing else is said: `$default`, or else the first that was made. */
  usualStage(apiId: string): string | undefined {
    const stages = [...(this.apis.find(apiId)?.stages.keys() ?? [])];
    return stages.find((name) => name === '$default') ?? stages[0];
  }

  /** Every route of every API, in the order in which they were made; the same array until one of them changes. */
  routes(): readonly RouteOfApi[] {
    return this.apis.routes();
  }
}
