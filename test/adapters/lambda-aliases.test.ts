import { LambdaClient } from '@aws-sdk/client-lambda';
import { LambdaAliases } from '../../lib/adapters/lambda-aliases';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback | undefined;
let client: LambdaClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function aliases(reply: Reply): Promise<LambdaAliases> {
  server = await loopback(() => reply);
  client = new LambdaClient(server.client);
  return new LambdaAliases(client);
}

const json = (body: object): Reply => ({ body: JSON.stringify(body) });
const failure = (status: number, type: string): Reply => ({
  ...{ status, headers: { 'x-amzn-errortype': type }, body: JSON.stringify({ Message: 'No.' }) },
});
const shifting = (weights: object) =>
  json({ Name: 'live', FunctionVersion: '7', RoutingConfig: { AdditionalVersionWeights: weights } });

const PASSING: readonly [type: string, status: number][] = [
  ['TooManyRequestsException', 429],
  ['AccessDeniedException', 403],
  ['ServiceException', 500],
];

describe('the weight of a version', () => {
  it('is its share of the alias while it is the second of two', async () => {
    const found = await aliases(shifting({ '8': 0.1 }));
    expect(await found.weight('chat', 'live', '8')).toBe(0.1);
    expect(server?.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /2015-03-31/functions/chat/aliases/live',
    ]);
  });

  it.each<[string, Reply]>([
    ['has another second version', shifting({ '9': 0.1 })],
    ['has no second version', shifting({})],
    ['is on one version alone', json({ Name: 'live', FunctionVersion: '8' })],
    ['is gone', failure(404, 'ResourceNotFoundException')],
  ])('is not known where the alias %s', async (_, reply) => {
    expect(await (await aliases(reply)).weight('chat', 'live', '8')).toBeUndefined();
  });

  it.each(PASSING)('is an error where Lambda does not say: %s', async (name, status) => {
    const found = await aliases(failure(status, name));
    await expect(found.weight('chat', 'live', '8')).rejects.toMatchObject({ name });
  });
});

describe('the timeout of a version', () => {
  it('is that of its own configuration, in seconds', async () => {
    const found = await aliases(json({ FunctionName: 'chat', Version: '8', Timeout: 30 }));
    expect(await found.timeoutSeconds('chat', '8')).toBe(30);
    expect(server?.seen[0]?.url).toBe('/2015-03-31/functions/chat/configuration?Qualifier=8');
  });

  it('that Lambda leaves out is an error by the name of the version', async () => {
    const found = await aliases(json({ FunctionName: 'chat', Version: '8' }));
    await expect(found.timeoutSeconds('chat', '8')).rejects.toThrow('Lambda says no timeout of chat:8.');
  });

  it.each<[string, number]>([...PASSING, ['ResourceNotFoundException', 404]])(
    'is an error where Lambda does not say: %s',
    async (name, status) => {
      const found = await aliases(failure(status, name));
      await expect(found.timeoutSeconds('chat', '8')).rejects.toMatchObject({ name });
    },
  );
});
