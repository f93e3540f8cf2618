import { ApiRequests, type ServedApiRequest } from '../api-gateway/api-requests';
import type { RouteOfApi } from '../api-gateway/http-api';
import { NotEmulated } from '../kernel/not-emulated';
import { parseTarget } from '../lambda/target';
import type { FrontDoor, FrontDoorAnswer, Way } from '../workload/front-door';
import type { SentRequest } from '../workload/sent-request';
import type { ServedAlias } from '../workload/served-alias';
import { apiRequestsPorts } from './api-requests-ports';
import type { Services } from './services';

/** What was found in front of an alias. */
interface Door {
  readonly frontDoor: FrontDoor | undefined;
  readonly reached: ServedAlias;
}

/** Customers' requests through the APIs in front of the aliases. */
export class ApiTraffic {
  private readonly requests: ApiRequests;
  /** The front doors of the aliases, as long as the routes are those. */
  private doors: { readonly routes: readonly RouteOfApi[]; readonly of: WeakMap<ServedAlias, Door> } | undefined;
  /** What was said of an API in this step. */
  private readonly told = new Set<string>();

  /** @param through how customers come to an alias; by default through its API, if there is exactly one */
  constructor(
    private readonly services: Services,
    private readonly through: Way | undefined,
  ) {
    this.requests = new ApiRequests(services.apiGateway, apiRequestsPorts(services));
  }

  /** The API that customers of an alias come through, or undefined where they call the alias itself. */
  frontDoor(alias: ServedAlias): FrontDoor | undefined {
    return this.through === 'alias' ? undefined : this.doorOf(alias).frontDoor;
  }

  /** What customers of an alias come to: its function itself, as `$LATEST`, where they go past the alias. */
  reached(alias: ServedAlias): ServedAlias {
    return this.through === 'alias' ? alias : this.doorOf(alias).reached;
  }

  /** Whether customers go past an alias: routes lead to its function, and none of them by the alias. */
  goesPast(alias: ServedAlias): boolean {
    const routes = this.through === 'alias' ? [] : this.routesTo(alias);
    const aliasArn = this.aliasArn(alias);
    return routes.length > 0 && routes.every(({ functionArn }) => functionArn !== aliasArn);
  }

  /** A step begins: what was said before is worth saying again. */
  beginStep(): void {
    this.told.clear();
  }

  private doorOf(alias: ServedAlias): Door {
    const routes = this.services.apiGateway.routes();
    if (this.doors?.routes !== routes) this.doors = { routes, of: new WeakMap() };
    let door = this.doors.of.get(alias);
    if (!door) {
      door = {
        frontDoor: this.findFrontDoor(alias),
        reached: this.goesPast(alias) ? { ...alias, aliasName: '$LATEST' } : alias,
      };
      this.doors.of.set(alias, door);
    }
    return door;
  }

  private findFrontDoor(alias: ServedAlias): FrontDoor | undefined {
    const [apiId, ...others] = new Set(this.routesTo(alias).map((route) => route.apiId));
    if (apiId !== undefined && others.length === 0) {
      return {
        send: (request) => this.send(apiId, request),
        countModelled: (failed) => {
          this.requests.countModelled(apiId, failed);
        },
      };
    }
    if (this.through === undefined) return undefined;
    const name = `${alias.functionName}:${alias.aliasName}`;
    const found = apiId === undefined ? 'no API' : `the APIs ${[apiId, ...others].join(', ')}`;
    throw new NotEmulated(
      'Requests through an API where not exactly one leads to the alias',
      `the traffic of ${name}, to which leads ${found}`,
      'Say `through: alias` in the scenario’s traffic, or leave it out.',
    );
  }

  private async send(apiId: string, request: SentRequest): Promise<FrontDoorAnswer | undefined> {
    const served = await this.requests.send({ apiId, ...request });
    this.tell(apiId, request, served);
    const { functionArn, status } = served;
    if (functionArn === undefined) return undefined;
    const { functionName, qualifier: aliasName = '$LATEST' } = parseTarget(functionArn);
    return {
      alias: { functionName, aliasName },
      version: served.version ?? this.versionOf(functionName, aliasName),
      failed: status >= 500,
    };
  }

  /** Of what API Gateway answers in a function's place, the first of its kind is enough. */
  private tell(apiId: string, { method, path }: SentRequest, { status, reason }: ServedApiRequest): void {
    const key = `${apiId} ${status} ${reason ?? ''}`;
    if (reason === undefined || this.told.has(key)) return;
    this.told.add(key);
    this.services.recorder.note(
      'API Gateway',
      `${method} ${path} of the API ${apiId} is answered ${status}: ${reason}`,
    );
  }

  /** A request that never reaches a version is a failure of the version that has the alias. */
  private versionOf(functionName: string, aliasName: string): string {
    const { registry } = this.services.lambda;
    const alias = registry.hasFunction(functionName) ? registry.alias(functionName, aliasName) : undefined;
    return alias?.version ?? aliasName;
  }

  /** The routes to an alias, or past it to its function. */
  private routesTo(alias: ServedAlias): readonly RouteOfApi[] {
    const functionArn = this.services.lambda.registry.arn(alias.functionName);
    const targets = [this.aliasArn(alias), functionArn, `${functionArn}:$LATEST`];
    return this.services.apiGateway.routes().filter((route) => targets.includes(route.functionArn));
  }

  private aliasArn({ functionName, aliasName }: ServedAlias): string {
    return `${this.services.lambda.registry.arn(functionName)}:${aliasName}`;
  }
}
