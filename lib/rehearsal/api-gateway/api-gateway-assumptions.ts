/** What API Gateway's documentation leaves open and this account had to choose. */
export const API_GATEWAY_ASSUMPTIONS: readonly string[] = [
  'API Gateway itself takes no time, so Latency is IntegrationLatency; a request counts in the minute in which it is answered.',
  'API Gateway answers 503 where a function takes longer than its integration waits or Lambda throttles it, and 500 where a function’s answer is no HTTP answer.',
  'A modelled request counts in its API’s Count, 4xx and 5xx, and not in its latencies; routes and permissions are for requests that are sent.',
];
