/** An error that an AWS API answers with, by AWS's own name. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /**
   * @param code the error's name in the API model, such as `ResourceNotFoundException`
   * @param statusCode the HTTP status the service answers with
   * @param members what the API model gives this error beside code and message, such as `CancellationReasons`
   */
  constructor(
    readonly code: string,
    message: string,
    readonly statusCode = 400,
    readonly members?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** Whether it says that too much was asked, by any of the names that services have for it. */
export function isThrottle({ code, statusCode }: ApiError): boolean {
  return statusCode === 429 || /^(Throttl|TooManyRequests|RequestLimitExceeded)/.test(code);
}
