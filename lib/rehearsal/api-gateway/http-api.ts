import { ApiError } from '../kernel/api-error';
import type { RouteKey } from './route-key';
import { WatchedMap } from './watched-map';

/** A function behind an API. */
export interface Integration {
  /** Of a function, a version or an alias. */
  readonly functionArn: string;
  readonly payloadFormatVersion: '1.0' | '2.0' | undefined;
  /** The role as which API Gateway invokes; without one it does so as itself, by the function's policy. */
  readonly credentialsArn: string | undefined;
  /** How long it waits for the function, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether it changes the request on its way. */
  readonly mapsParameters: boolean;
}

export interface Route {
  readonly key: RouteKey;
  readonly integrationId: string;
  readonly isAuthorizedByIam: boolean;
}

/** A route as seen from outside. */
export interface RouteOfApi {
  readonly apiId: string;
  /** As the template says it, such as `GET /pets/{id}`. */
  readonly routeKey: string;
  /** Of a function, a version or an alias. */
  readonly functionArn: string;
}

export interface Stage {
  readonly variables: Readonly<Record<string, string>>;
}

/** What an API says of itself. */
export interface HttpApiSettings {
  readonly answersPreflight: boolean;
  /** Whether it is reached by its own endpoint; a disabled one answers 404 to everything. */
  readonly hasEndpoint: boolean;
}

/** An HTTP API with what hangs on it, by id; stages by name. */
export class HttpApi {
  readonly stages = new Map<string, Stage>();
  readonly routes: WatchedMap<Route>;
  readonly integrations: WatchedMap<Integration>;

  /** @param routed told whenever its routes may lead elsewhere */
  constructor(
    public settings: HttpApiSettings,
    routed: () => void,
  ) {
    this.routes = new WatchedMap(routed);
    this.integrations = new WatchedMap(routed);
  }
}

/** The HTTP APIs of the account, by id. */
export class HttpApis {
  private readonly apis = new Map<string, HttpApi>();
  private allRoutes: readonly RouteOfApi[] | undefined;

  add(apiId: string, settings: HttpApiSettings): void {
    const routed = () => {
      this.allRoutes = undefined;
    };
    this.apis.set(apiId, new HttpApi(settings, routed));
  }

  /** Removes an API with all that hangs on it. */
  delete(apiId: string): void {
    this.apis.delete(apiId);
    this.allRoutes = undefined;
  }

  /** The API, which has to exist. */
  get(apiId: string): HttpApi {
    const api = this.apis.get(apiId);
    if (!api) throw new ApiError('NotFoundException', `Invalid API identifier specified ${apiId}`, 404);
    return api;
  }

  find(apiId: string): HttpApi | undefined {
    return this.apis.get(apiId);
  }

  /** Every route of every API; the same array until one of them changes. */
  routes(): readonly RouteOfApi[] {
    this.allRoutes ??= [...this.apis].flatMap(([apiId, { routes, integrations }]) =>
      [...routes.values()].flatMap(({ key, integrationId }) => {
        const integration = integrations.get(integrationId);
        return integration ? [{ apiId, routeKey: key.text, functionArn: integration.functionArn }] : [];
      }),
    );
    return this.allRoutes;
  }
}
