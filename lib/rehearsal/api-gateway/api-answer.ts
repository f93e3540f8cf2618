/** What a customer gets. */
export interface ApiAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly body: string;
}

const message = (text: string) => JSON.stringify({ message: text });

/** No stage and no route takes the request. */
export const NOT_FOUND: ApiAnswer = { status: 404, body: message('Not Found') };

/** The function failed, may not be invoked, or answered what is no HTTP answer. */
export const INTERNAL_SERVER_ERROR: ApiAnswer = { status: 500, body: message('Internal Server Error') };

/** The function took longer than the integration's timeout, or Lambda had no room for it. */
export const SERVICE_UNAVAILABLE: ApiAnswer = { status: 503, body: message('Service Unavailable') };
