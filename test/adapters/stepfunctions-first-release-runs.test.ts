import { SFNClient } from '@aws-sdk/client-sfn';
import { StepFunctionsFirstReleaseRuns } from '../../lib/adapters/stepfunctions-first-release-runs';
import { input } from '../lambdas/first-release-answerer/example-requests';
import { loopback, type Loopback, type Reply } from './loopback';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:FirstRelease';
const headers = { 'content-type': 'application/x-amz-json-1.0' };

let server: Loopback | undefined;
let client: SFNClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function runs(reply: Reply): Promise<StepFunctionsFirstReleaseRuns> {
  server = await loopback(() => ({ headers, ...reply }));
  client = new SFNClient(server.client);
  return new StepFunctionsFirstReleaseRuns(client, MACHINE);
}

const refused = (type: string): Reply => ({ status: 400, body: JSON.stringify({ __type: type, message: 'no' }) });

describe('the gate run of a first release', () => {
  it('is started once for each request of CloudFormation’s: its name says which', async () => {
    await (await runs({ body: JSON.stringify({ executionArn: 'arn', startDate: 0 }) })).start(input);
    const { input: given, ...rest } = JSON.parse(server?.seen[0]?.body ?? '') as { input: string };
    expect(rest).toEqual({
      stateMachineArn: MACHINE,
      name: expect.stringMatching(/^first-0a1b2c3d-1-[0-9a-f]{32}$/) as string,
    });
    expect(JSON.parse(given)).toEqual(input);
  });

  it.each(['responseUrl', 'stackId', 'logicalResourceId'] as const)(
    'is another one for a request of the same id with another %s',
    async (member) => {
      const own = await runs({ body: JSON.stringify({ executionArn: 'arn', startDate: 0 }) });
      // A request that is delivered again comes at another time.
      await own.start(input);
      await own.start({ ...input, request: { ...input.request, [member]: 'forged' } });
      await own.start({ ...input, release: { ...input.release, openedAt: 2000 } });
      const names = server?.seen.map(({ body }) => (JSON.parse(body) as { name: string }).name) ?? [];
      expect(names[1]).not.toBe(names[0]);
      expect(names[2]).toBe(names[0]);
    },
  );

  it('has a name that Step Functions takes, by an id as CloudFormation makes them', async () => {
    const own = await runs({ body: JSON.stringify({ executionArn: 'arn', startDate: 0 }) });
    await own.start({ ...input, request: { ...input.request, requestId: '0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f' } });
    const { name } = JSON.parse(server?.seen[0]?.body ?? '') as { name: string };
    expect(name.length).toBeLessThanOrEqual(80);
  });

  it('that is there already is left as it is, and any other refusal is an error', async () => {
    await expect((await runs(refused('ExecutionAlreadyExists'))).start(input)).resolves.toBeUndefined();
    client?.destroy();
    await server?.close();
    const denied = (await runs(refused('AccessDeniedException'))).start(input);
    await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
