import { ApiError } from '../kernel/api-error';

/** An HTTP API with what hangs on it. */
export class HttpApi {
  /** Route keys, such as `POST /chat`, by route id. */
  readonly routes = new Map<string, string>();
  readonly integrations = new Set<string>();
  readonly stages = new Set<string>();
}

/** The HTTP APIs of the account, by id. */
export class HttpApis {
  private readonly apis = new Map<string, HttpApi>();

  add(apiId: string): void {
    this.apis.set(apiId, new HttpApi());
  }

  /** Removes an API with all that hangs on it. */
  delete(apiId: string): void {
    this.apis.delete(apiId);
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
}
