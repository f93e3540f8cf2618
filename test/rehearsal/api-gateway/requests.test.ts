import { ApiGateway } from '../../../lib/rehearsal/api-gateway/api-gateway';
import { requestEvent } from '../../../lib/rehearsal/api-gateway/request-event';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';

const PLACE = place('111122223333', 'eu-west-1');
const LIVE = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live';

interface Given {
  readonly api?: object;
  readonly integration?: object;
  readonly route?: object;
  readonly stages?: readonly (readonly [name: string, variables?: Readonly<Record<string, string>>])[];
}

/** An HTTP API with the routes `PUT /orders/{id}` and `$default` to one alias. */
async function gateway({ api = {}, integration = {}, route = {}, stages = [['$default']] }: Given = {}) {
  const made = new ApiGateway({ place: PLACE, randomness: new Randomness(7) });
  let number = 0;
  const create = async (type: string, properties: object) => {
    number += 1;
    const provider = made.providers.find((one) => one.type === `AWS::ApiGatewayV2::${type}`)!;
    const context = { stackName: 'Chat', logicalId: type, where: `chat.json, ${type}`, generatedName: `R-${number}` };
    return { provider, context, physical: await provider.create(properties, context) };
  };
  const apiId = (await create('Api', { Name: 'chat', ProtocolType: 'HTTP', ...api })).physical.id;
  const uri = { ApiId: apiId, IntegrationType: 'AWS_PROXY', IntegrationUri: LIVE, PayloadFormatVersion: '2.0' };
  const behind = await create('Integration', { ...uri, ...integration });
  const Target = `integrations/${behind.physical.id}`;
  await create('Route', { ApiId: apiId, RouteKey: 'PUT /orders/{id}', Target, ...route });
  await create('Route', { ApiId: apiId, RouteKey: '$default', Target });
  for (const [StageName, StageVariables] of stages) {
    await create('Stage', { ApiId: apiId, StageName, AutoDeploy: true, ...(StageVariables && { StageVariables }) });
  }
  return { made, apiId, behind, uri, route: (method: string, path: string) => made.route(apiId, method, path) };
}

describe('a request', () => {
  it('goes to the alias that its route names', async () => {
    const { route } = await gateway();
    expect(route('PUT', '/orders/7?dry=1')).toEqual({
      functionArn: LIVE,
      pathParameters: { id: '7' },
      routeKey: 'PUT /orders/{id}',
      stage: '$default',
      stageVariables: {},
      payloadFormatVersion: '2.0',
      credentialsArn: undefined,
      timeoutMs: 30_000,
    });
    expect(route('GET', '/elsewhere')).toMatchObject({ routeKey: '$default', pathParameters: {} });
  });

  it('goes to the function in the path of its invocations', async () => {
    const IntegrationUri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${LIVE}/invocations`;
    const { route } = await gateway({ integration: { IntegrationUri } });
    expect(route('GET', '/')).toMatchObject({ functionArn: LIVE });
  });

  it('follows an integration that changes', async () => {
    const { route, behind, uri } = await gateway();
    const next = { ...uri, IntegrationUri: LIVE.replace('live', 'beta') };
    await behind.provider.update({ physical: behind.physical, previous: uri, next }, behind.context);
    expect(route('GET', '/')).toMatchObject({ functionArn: LIVE.replace('live', 'beta') });
  });

  it('takes the stage that its path begins with, and else $default', async () => {
    const { route } = await gateway({ stages: [['$default'], ['prod', { color: 'blue' }]] });
    expect(route('PUT', '/prod/orders/7')).toMatchObject({
      stage: 'prod',
      stageVariables: { color: 'blue' },
      pathParameters: { id: '7' },
    });
    expect(route('GET', '/prod')).toMatchObject({ stage: 'prod', routeKey: '$default' });
    expect(route('GET', '/production')).toMatchObject({ stage: '$default' });
  });

  it.each([
    ['without a stage', { stages: [['prod']] }],
    ['where the endpoint is switched off', { api: { DisableExecuteApiEndpoint: true } }],
  ] as readonly (readonly [string, Given])[])('goes nowhere %s', async (_, given) => {
    const { route } = await gateway(given);
    expect(route('PUT', '/orders/7')).toBeUndefined();
  });

  it('goes nowhere in an API that does not exist', async () => {
    const { made } = await gateway();
    expect(made.route('nowhere', 'GET', '/')).toBeUndefined();
  });

  it.each([
    ['OPTIONS', { api: { CorsConfiguration: { AllowOrigins: ['*'] } } }, 'The preflight request'],
    ['PUT', { route: { AuthorizationType: 'AWS_IAM' } }, 'A request that IAM authorizes'],
    ['PUT', { integration: { RequestParameters: { 'append:header.a': 'b' } } }, 'Parameter mapping'],
  ] as readonly (readonly [string, Given, string])[])('of %s stops by name with %j', async (method, given, what) => {
    const { route } = await gateway(given);
    expect(() => route(method, '/orders/7')).toThrow(what);
  });

  it('stops by name before it where its integration is no function', async () => {
    const made = gateway({ integration: { IntegrationUri: 'https://example.com' } });
    await expect(made).rejects.toMatchObject({ name: 'NotEmulated', what: 'An integration with https://example.com' });
  });
});

describe('the event of a request', () => {
  const request = {
    apiId: 'abc',
    method: 'PUT',
    path: '/orders/7?size=1&size=2&dry=',
    headers: { 'Content-Type': 'application/json', Cookie: 'a=1; b=2', 'User-Agent': 'shop' },
    body: '{"count":1}',
    requestId: 'r-1',
    at: Date.UTC(2026, 0, 5, 9, 3, 7),
  };

  it('is that of payload format version 2.0', async () => {
    const { route } = await gateway();
    expect(requestEvent(request, route('PUT', request.path)!, PLACE)).toEqual({
      version: '2.0',
      routeKey: 'PUT /orders/{id}',
      rawPath: '/orders/7',
      rawQueryString: 'size=1&size=2&dry=',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', 'user-agent': 'shop' },
      queryStringParameters: { size: '1,2', dry: '' },
      requestContext: {
        accountId: '111122223333',
        apiId: 'abc',
        domainName: 'abc.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'abc',
        http: { method: 'PUT', path: '/orders/7', protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: 'shop' },
        requestId: 'r-1',
        routeKey: 'PUT /orders/{id}',
        stage: '$default',
        time: '05/Jan/2026:09:03:07 +0000',
        timeEpoch: request.at,
      },
      body: '{"count":1}',
      pathParameters: { id: '7' },
      isBase64Encoded: false,
    });
  });

  it('leaves out what the request does not have', async () => {
    const { route } = await gateway();
    const bare = { apiId: 'abc', method: 'GET', path: '/', headers: {}, requestId: 'r-2', at: 0 };
    const event = requestEvent(bare, route('GET', '/')!, PLACE) as object;
    expect(Object.keys(event)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(body|cookies|pathParameters|queryString.*|stageVariables)$/)]),
    );
  });

  it('has a body that is no text in base64', async () => {
    const { route } = await gateway();
    const form = { ...request, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' };
    expect(requestEvent(form, route('PUT', '/orders/7')!, PLACE)).toMatchObject({
      body: 'YT0x',
      isBase64Encoded: true,
    });
  });

  it('is that of payload format version 1.0 where the integration says so', async () => {
    const { route } = await gateway({ integration: { PayloadFormatVersion: '1.0' } });
    expect(requestEvent(request, route('PUT', request.path)!, PLACE)).toEqual({
      version: '1.0',
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'PUT',
      headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'user-agent': 'shop' },
      multiValueHeaders: { 'content-type': ['application/json'], cookie: ['a=1; b=2'], 'user-agent': ['shop'] },
      queryStringParameters: { size: '2', dry: '' },
      multiValueQueryStringParameters: { size: ['1', '2'], dry: [''] },
      requestContext: expect.objectContaining({
        apiId: 'abc',
        httpMethod: 'PUT',
        identity: expect.objectContaining({ sourceIp: '198.51.100.1', userAgent: 'shop', user: null }) as unknown,
        path: '/orders/7',
        requestTime: '05/Jan/2026:09:03:07 +0000',
        requestTimeEpoch: request.at,
        resourcePath: '/orders/{id}',
        stage: '$default',
      }) as unknown,
      pathParameters: { id: '7' },
      stageVariables: null,
      body: '{"count":1}',
      isBase64Encoded: false,
    });
  });

  it('has null in format 1.0 for what the request does not have', async () => {
    const { route } = await gateway({ integration: { PayloadFormatVersion: '1.0' } });
    const bare = { apiId: 'abc', method: 'GET', path: '/', headers: {}, requestId: 'r-2', at: 0 };
    expect(requestEvent(bare, route('GET', '/')!, PLACE)).toMatchObject({
      resource: '$default',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
  });

  it.each([
    [undefined, '/orders/7', 'An integration that does not say its payload format version'],
    ['1.0', '/prod/orders/7', 'Payload format version 1.0 in the stage prod'],
  ])('stops by name in payload format version %s at %s', async (PayloadFormatVersion, path, what) => {
    const { route } = await gateway({ integration: { PayloadFormatVersion }, stages: [['$default'], ['prod']] });
    expect(() => requestEvent({ ...request, path }, route('PUT', path)!, PLACE)).toThrow(`${what} is not emulated.`);
  });
});

describe('REST APIs', () => {
  it('have no provider, so that CloudFormation stops at them by name', () => {
    const { providers } = new ApiGateway({ place: PLACE, randomness: new Randomness(7) });
    expect(providers.map(({ type }) => type).sort()).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
    ]);
  });
});
