import { type Place } from '../../kernel/place';
import { type Simulation } from '../../kernel/simulation';

/** A response URL that has been handed out. */
export interface ExpectedResponse {
  readonly url: string;
  /**
   * Waits for what is put to the URL.
   *
   * @returns undefined where nothing was put in time
   */
  within(seconds: number): Promise<string | undefined>;
}

/** The response URLs of custom resources, and what is put to them. */
export class Responses {
  /** By path and query: a request is told by nothing else once its host has been replaced by the emulated endpoint. */
  private readonly receivers = new Map<string, (body: string) => void>();

  constructor(
    private readonly simulation: Simulation,
    private readonly urlOf: (requestId: string) => string,
  ) {}

  /** Hands out the URL for one request. */
  expect(requestId: string): ExpectedResponse {
    const url = this.urlOf(requestId);
    const { promise, resolve } = deferred<string | undefined>();
    this.receivers.set(pathOf(url), resolve);
    return {
      url,
      within: (seconds) => {
        const cancel = this.simulation.at(this.simulation.now + seconds * 1000, () => {
          resolve(undefined);
        });
        return promise.finally(cancel);
      },
    };
  }

  /** Takes what is put to a URL. Answers whether the URL was handed out; only what comes first and in time counts. */
  receive(path: string, body: string): boolean {
    const receiver = this.receivers.get(path);
    receiver?.(body);
    return receiver !== undefined;
  }
}

/** Response URLs that look like AWS's: objects in a bucket of CloudFormation's. */
export function defaultResponseUrl({ region }: Place): (requestId: string) => string {
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  return (requestId) => `https://${bucket}.s3.amazonaws.com/${requestId}`;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
