import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { CustomerRequest } from './customer-request';
import { readRequest, SOURCE_IP } from './read-request';
import type { RoutedRequest } from './routed-request';

/**
 * The event of a request in payload format version 1.0 (API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs"). Whether `path` has the stage is not written there, so only `$default` is emulated.
 */
export function requestEventV1(request: CustomerRequest, routed: RoutedRequest, place: Place): unknown {
  const { apiId, method } = request;
  if (routed.stage !== '$default') {
    throw new NotEmulated(
      `Payload format version 1.0 in the stage ${routed.stage}`,
      `the route ${routed.routeKey} of the API ${apiId}`,
      'Use the stage $default, or set PayloadFormatVersion of the integration to 2.0.',
    );
  }
  const { rawPath: path, query, headers, userAgent, body, isBase64Encoded, time } = readRequest(request);
  const resource = routed.routeKey.replace(/^\S+ /, '');
  return {
    version: '1.0',
    resource,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(
      Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])),
    ),
    requestContext: {
      accountId: place.accountId,
      apiId,
      domainName: `${apiId}.execute-api.${place.region}.amazonaws.com`,
      domainPrefix: apiId,
      extendedRequestId: request.requestId,
      httpMethod: method,
      identity: { ...NOBODY, sourceIp: SOURCE_IP, userAgent },
      path,
      protocol: 'HTTP/1.1',
      requestId: request.requestId,
      requestTime: time,
      requestTimeEpoch: request.at,
      resourceId: null,
      resourcePath: resource,
      stage: routed.stage,
    },
    pathParameters: orNull(routed.pathParameters),
    stageVariables: orNull(routed.stageVariables),
    body: body ?? null,
    isBase64Encoded,
  };
}

/** Of a customer who has not signed in, all this is null. */
const NOBODY = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

function orNull<V>(values: Readonly<Record<string, V>>): Readonly<Record<string, V>> | null {
  return Object.keys(values).length === 0 ? null : values;
}
