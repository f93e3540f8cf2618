import { ApiGateway } from '../../../lib/rehearsal/api-gateway/api-gateway';
import {
  ApiRequests,
  type ApiRequestsPorts,
  type FunctionOutcome,
  type ServedApiRequest,
} from '../../../lib/rehearsal/api-gateway/api-requests';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

const PLACE = place('111122223333', 'eu-west-1');
const LIVE = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live';

const returned = (payload: unknown): FunctionOutcome => ({
  kind: 'returned',
  version: '2',
  payload: JSON.stringify(payload),
});

interface Given {
  readonly integration?: object;
  readonly routes?: readonly string[];
  readonly stages?: readonly string[];
  readonly outcome?: FunctionOutcome;
  /** How long the function takes, in milliseconds. */
  readonly takesMs?: number;
  readonly mayInvoke?: ApiRequestsPorts['mayInvoke'];
}

/** An HTTP API in front of one alias, whose function does as the test says. */
async function api({ integration, routes = ['PUT /orders/{id}'], stages = ['$default'], ...given }: Given = {}) {
  const simulation = new Simulation(0);
  const gateway = new ApiGateway({ place: PLACE, randomness: new Randomness(7) });
  const create = (type: string, properties: object) => {
    const provider = gateway.providers.find((one) => one.type === `AWS::ApiGatewayV2::${type}`)!;
    const name = JSON.stringify(properties);
    return provider.create(properties, { stackName: 'S', logicalId: type, where: 'a test', generatedName: name });
  };
  const { id: ApiId } = await create('Api', { Name: 'chat', ProtocolType: 'HTTP' });
  const behind = await create('Integration', {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: LIVE,
    PayloadFormatVersion: '2.0',
    ...integration,
  });
  for (const RouteKey of routes) await create('Route', { ApiId, RouteKey, Target: `integrations/${behind.id}` });
  for (const StageName of stages) await create('Stage', { ApiId, StageName, AutoDeploy: true });

  const invoked: unknown[] = [];
  const asked: (readonly [functionArn: string, sourceArn: string, credentialsArn: string | undefined])[] = [];
  const metrics: (readonly [metric: string, at: number, value: number, unit: string])[] = [];
  const requests = new ApiRequests(gateway, {
    simulation,
    place: PLACE,
    metricRecorder:
      ({ namespace, name, dimensions }, unit) =>
      (at, value) => {
        metrics.push([`${namespace} ${name} ${Object.keys(dimensions).join()}`, at, value, unit]);
      },
    mayInvoke: (...invocation) => {
      asked.push(invocation);
      return given.mayInvoke?.(...invocation) ?? true;
    },
    invoke: async (functionArn, payload) => {
      invoked.push([functionArn, JSON.parse(payload)]);
      await simulation.sleep(given.takesMs ?? 250);
      return given.outcome ?? returned({ statusCode: 200, body: 'fine' });
    },
  });
  const send = (method = 'PUT', path = '/orders/7'): Promise<ServedApiRequest> =>
    simulation.run(() =>
      requests.send({ apiId: ApiId, method, path, headers: {}, requestId: 'r-1', at: simulation.now }),
    );
  return { ApiId, simulation, gateway, requests, invoked, asked, metrics, send };
}

describe('a request', () => {
  it('gets what the function answers, and says which version that was', async () => {
    const { send, invoked } = await api();
    expect(await send()).toEqual({ status: 200, body: 'fine', version: '2', functionArn: LIVE });
    expect(invoked).toEqual([[LIVE, expect.objectContaining({ version: '2.0', routeKey: 'PUT /orders/{id}' })]]);
  });

  it('gets 200 and the answer as its body where the function says no status', async () => {
    const { send } = await api({ outcome: returned({ price: 3 }) });
    expect(await send()).toMatchObject({ status: 200, body: '{"price":3}' });
  });

  it('gets 404 where no route takes it, and no function is asked', async () => {
    const { send, asked, invoked } = await api();
    expect(await send('GET', '/elsewhere')).toEqual({
      status: 404,
      body: '{"message":"Not Found"}',
      reason: 'no route takes it',
    });
    expect([asked, invoked]).toEqual([[], []]);
  });

  it('gets 500 where API Gateway may not invoke the function, which is not invoked', async () => {
    const { send, invoked } = await api({ mayInvoke: () => false });
    expect(await send()).toEqual({
      status: 500,
      body: '{"message":"Internal Server Error"}',
      functionArn: LIVE,
      reason: `it may not invoke ${LIVE}`,
    });
    expect(invoked).toEqual([]);
  });

  it.each<readonly [FunctionOutcome, number, string, string | undefined]>([
    [{ kind: 'failed', version: '2' }, 500, 'Internal Server Error', '2'],
    [{ kind: 'refused' }, 500, 'Internal Server Error', undefined],
    [{ kind: 'throttled' }, 503, 'Service Unavailable', undefined],
    [returned({ statusCode: 99 }), 500, 'Internal Server Error', '2'],
  ])('gets, where the invocation ends as %j, %d', async (outcome, status, message, version) => {
    const { send } = await api({ outcome });
    const served = await send();
    expect(served).toMatchObject({ status, body: JSON.stringify({ message }) });
    expect(served.version).toBe(version);
  });

  it.each([
    [undefined, 30_000],
    [2000, 2000],
  ])('gets 503 once the timeout of its integration, %s ms, is over', async (TimeoutInMillis, timeoutMs) => {
    const { send, metrics } = await api({ integration: { TimeoutInMillis }, takesMs: 40_000 });
    expect(await send()).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
      version: '2',
      reason: `the function took longer than ${timeoutMs / 1000} s`,
    });
    expect(metrics).toContainEqual(['AWS/ApiGateway Latency ApiId', timeoutMs, timeoutMs, 'Milliseconds']);
  });

  it.each([49, 30_001])('cannot have a timeout of %d ms', async (TimeoutInMillis) => {
    await expect(api({ integration: { TimeoutInMillis } })).rejects.toMatchObject({ code: 'BadRequestException' });
  });
});

describe('API Gateway invokes a function', () => {
  const ARN = 'arn:aws:execute-api:eu-west-1:111122223333';

  it.each([
    ['PUT /orders/{id}', 'PUT', '/orders/7', '$default/PUT/orders/{id}'],
    ['ANY /orders/{id}', 'PATCH', '/orders/7', '$default/PATCH/orders/{id}'],
    ['GET /{proxy+}', 'GET', '/prod/a/b', 'prod/GET/{proxy+}'],
    ['$default', 'GET', '/', '$default/$default'],
  ])('by its route %s, for %s %s, in the name of %s', async (route, method, path, source) => {
    const { ApiId, send, asked } = await api({ routes: [route], stages: ['$default', 'prod'] });
    await send(method, path);
    expect(asked).toEqual([[LIVE, `${ARN}:${ApiId}/${source}`, undefined]]);
  });

  it('as the role of the integration, where it has one', async () => {
    const CredentialsArn = 'arn:aws:iam::111122223333:role/Api';
    const { send, asked } = await api({ integration: { CredentialsArn } });
    await send();
    expect(asked).toEqual([[LIVE, expect.any(String), CredentialsArn]]);
  });
});

describe('the metrics of an API', () => {
  const named = (name: string) => [`AWS/ApiGateway ${name} ApiId`, `AWS/ApiGateway ${name} ApiId,Stage`];

  it.each([
    [200, 0, 0],
    [404, 1, 0],
    [500, 0, 1],
  ])('count an answer of %d by the API and by its stage, when it is given', async (statusCode, clientError, error) => {
    const { send, metrics } = await api({ outcome: returned({ statusCode }) });
    await send();
    const expected = [
      ...named('Count').map((metric) => [metric, 250, 1, 'Count']),
      ...named('4xx').map((metric) => [metric, 250, clientError, 'Count']),
      ...named('5xx').map((metric) => [metric, 250, error, 'Count']),
      ...named('Latency').map((metric) => [metric, 250, 250, 'Milliseconds']),
      ...named('IntegrationLatency').map((metric) => [metric, 250, 250, 'Milliseconds']),
    ];
    expect(metrics).toHaveLength(expected.length);
    expect(metrics).toEqual(expect.arrayContaining(expected));
  });

  it('have no integration latency where no function was asked', async () => {
    const { send, metrics } = await api();
    await send('GET', '/elsewhere');
    expect(metrics.map(([metric]) => metric).sort()).toEqual(
      ['4xx', '5xx', 'Count', 'Latency'].flatMap((name) => named(name)).sort(),
    );
  });

  it('know of no stage where none takes the request', async () => {
    const { send, metrics } = await api({ stages: ['prod'] });
    await send();
    expect(metrics.every(([metric]) => metric.endsWith(' ApiId'))).toBe(true);
    expect(metrics).toContainEqual(['AWS/ApiGateway 4xx ApiId', 0, 1, 'Count']);
  });

  it.each([
    [['$default', 'prod'], '$default'],
    [['beta', 'prod'], 'beta'],
  ])('count what the model serves, of the stages %j in %s', async (stages, stage) => {
    const { ApiId, gateway, requests, metrics } = await api({ stages });
    requests.countModelled(ApiId, true);
    expect(gateway.usualStage(ApiId)).toBe(stage);
    expect(metrics).toContainEqual(['AWS/ApiGateway 5xx ApiId,Stage', 0, 1, 'Count']);
    expect(metrics.some(([metric]) => metric.includes('Latency'))).toBe(false);
  });
});
