import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { SFNClient } from '@aws-sdk/client-sfn';
import { customResourceAnswers } from '../../lib/adapters/custom-resource-answers';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { StepFunctionsFirstReleaseRuns } from '../../lib/adapters/stepfunctions-first-release-runs';
import { StepFunctionsGateRuns } from '../../lib/adapters/stepfunctions-gate-runs';
import { input } from '../lambdas/first-release-answerer/example-requests';
import { allOf, MALFORMED, PLANT, PLANTED } from '../planted-secret';
import { loopback, type Loopback } from './loopback';

const headers = { 'content-type': 'application/x-amz-json-1.1' };
const clients: { readonly destroy: () => void }[] = [];
const servers: Loopback[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of servers.splice(0)) await server.close();
});

async function serving(answer: Parameters<typeof loopback>[0]): Promise<Loopback> {
  const server = await loopback(answer);
  servers.push(server);
  return server;
}

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a secret that was stored wrongly', () => {
  it.each(MALFORMED)('is in no error of an answer to CloudFormation: a URL that %s', async (_, responseUrl) => {
    const answer = { status: 'SUCCESS', physicalResourceId: 'first-1' } as const;
    const error = await thrownBy(customResourceAnswers(() => true)({ ...input.request, responseUrl }, answer));
    expect(allOf(error)).not.toMatch(PLANT);
  });
});

describe('a secret that somebody outside repeats', () => {
  const message = `1 validation error detected: Value '${PLANTED}' at 'input' failed to satisfy constraint`;
  const body = JSON.stringify({ __type: 'ValidationException', message });

  it.each<[string, (server: Loopback) => Promise<unknown>]>([
    ['the answer to a hook', ({ client }) => answerHook(new CodeDeployClient(client))],
    ['the start of a gate run', ({ client }) => startGateRun(new SFNClient(client))],
    ['the start of a first release', ({ client }) => startFirstRelease(new SFNClient(client))],
  ])('is in no error of %s', async (_, call) => {
    const error = await thrownBy(call(await serving(() => ({ status: 400, headers, body }))));
    expect(error).toMatchObject({ name: 'ValidationException' });
    expect(allOf(error)).not.toMatch(PLANT);
  });
});

function answerHook(client: CodeDeployClient): Promise<void> {
  clients.push(client);
  return new CodeDeployDeployments(client).answerHook('d-1', PLANTED, 'Failed');
}

function startGateRun(client: SFNClient): Promise<unknown> {
  clients.push(client);
  return new StepFunctionsGateRuns(client, 'arn').start({
    deploymentId: 'd-1',
    hookExecutionId: PLANTED,
    phase: 'before-traffic',
  });
}

function startFirstRelease(client: SFNClient): Promise<unknown> {
  clients.push(client);
  const request = { ...input.request, responseUrl: PLANTED };
  return new StepFunctionsFirstReleaseRuns(client, 'arn').start({ release: input.release, request });
}
