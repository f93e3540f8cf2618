import { SFNClient } from '@aws-sdk/client-sfn';
import { StepFunctionsGateRuns } from '../../lib/adapters/stepfunctions-gate-runs';
import { loopback, type Loopback, type Reply } from './loopback';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:GateRun';
const headers = { 'content-type': 'application/x-amz-json-1.0' };

let server: Loopback | undefined;
let client: SFNClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function gateRuns(reply: Reply): Promise<StepFunctionsGateRuns> {
  server = await loopback(() => ({ headers, ...reply }));
  client = new SFNClient(server.client);
  return new StepFunctionsGateRuns(client, MACHINE);
}

const refused = (type: string): Reply => ({ status: 400, body: JSON.stringify({ __type: type, message: 'no' }) });
const input = { deploymentId: 'd-1', hookExecutionId: 'secret', phase: 'after-traffic' } as const;

describe('a gate run', () => {
  it('is started once for each hook: its name says the deployment, the phase and which hook', async () => {
    const runs = await gateRuns({ body: JSON.stringify({ executionArn: 'arn', startDate: 0 }) });
    await runs.start(input);
    const [request] = server?.seen ?? [];
    expect(request?.headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
    const { input: given, ...rest } = JSON.parse(request?.body ?? '') as { input: string };
    expect(rest).toEqual({
      stateMachineArn: MACHINE,
      name: expect.stringMatching(/^d-1-after-traffic-[0-9a-f]{32}$/) as string,
    });
    expect(request?.body).not.toMatch(/"name":"[^"]*secret/);
    expect(JSON.parse(given)).toEqual(input);
  });

  it('is another one for another hook of the same deployment and phase, and the same where one comes twice', async () => {
    const runs = await gateRuns({ body: JSON.stringify({ executionArn: 'arn', startDate: 0 }) });
    for (const hookExecutionId of ['secret', 'forged', 'secret']) await runs.start({ ...input, hookExecutionId });
    const names = server?.seen.map(({ body }) => (JSON.parse(body) as { name: string }).name) ?? [];
    expect(names[2]).toBe(names[0]);
    expect(names[1]).not.toBe(names[0]);
    // What an execution's name may be (Step Functions API Reference, StartExecution).
    for (const name of names) expect(name.length).toBeLessThanOrEqual(80);
  });

  it('that is there already is left as it is', async () => {
    const runs = await gateRuns(refused('ExecutionAlreadyExists'));
    await expect(runs.start(input)).resolves.toBeUndefined();
  });

  it.each(['StateMachineDoesNotExist', 'AccessDeniedException', 'ExecutionLimitExceeded', 'ThrottlingException'])(
    'that cannot be started is an error: %s',
    async (name) => {
      const runs = await gateRuns(refused(name));
      await expect(runs.start(input)).rejects.toMatchObject({ name });
    },
  );
});
