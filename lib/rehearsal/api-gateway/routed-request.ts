/** Where a request of a customer goes. */
export interface RoutedRequest {
  /** Of a function, a version or an alias. */
  readonly functionArn: string;
  /** By the names in the route's path, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** As the template says it, such as `GET /pets/{id}`. */
  readonly routeKey: string;
  /** Its name, such as `$default`. */
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly payloadFormatVersion: '1.0' | '2.0' | undefined;
  /** The role as which API Gateway invokes; without one it does so as itself. */
  readonly credentialsArn: string | undefined;
  /** How long it waits for the function, in milliseconds. */
  readonly timeoutMs: number;
}
