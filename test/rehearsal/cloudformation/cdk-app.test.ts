import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ApiGateway } from '../../../lib/rehearsal/api-gateway/api-gateway';
import { readAssembly } from '../../../lib/rehearsal/assembly/read-assembly';
import { CloudFormation } from '../../../lib/rehearsal/cloudformation/cloudformation';
import { Iam } from '../../../lib/rehearsal/iam/iam';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { Logs } from '../../../lib/rehearsal/logs/logs';
import { Ssm } from '../../../lib/rehearsal/ssm/ssm';
import { statementsOf } from '../iam/account';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-app-'));
  const app = new App({ outdir: directory, analyticsReporting: true });
  const platform = new Stack(app, 'Platform');
  new StringParameter(platform, 'Ledger', { parameterName: '/sluice/main/ledger', stringValue: 'ledger-table' });
  const chat = new Stack(app, 'Chat');
  chat.addStackDependency(platform);
  const ledger = StringParameter.valueForStringParameter(chat, '/sluice/main/ledger');
  const role = new Role(chat, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const table = chat.formatArn({ service: 'dynamodb', resource: 'table', resourceName: ledger });
  role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table] }));
  const api = new HttpApi(chat, 'Api', { createDefaultStage: false, corsPreflight: { allowOrigins: ['*'] } });
  const logGroup = new LogGroup(chat, 'Access', { retention: RetentionDays.ONE_WEEK });
  new HttpStage(chat, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup) },
    throttle: { burstLimit: 5, rateLimit: 4 },
  });
  const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live';
  const live = Function.fromFunctionArn(chat, 'Live', functionArn);
  const integration = new HttpLambdaIntegration('Chat', live);
  api.addRoutes({ path: '/chat', methods: [HttpMethod.POST], integration });
  new CfnOutput(chat, 'Url', { value: api.apiEndpoint });
  app.synth();
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

it('deploys a synthesized app, one stack after the other', async () => {
  const simulation = new Simulation(0);
  const randomness = new Randomness(7);
  const here = place('111122223333', 'eu-west-1');
  const ssm = new Ssm({ place: here });
  const iam = new Iam({ place: here, randomness, now: () => simulation.now, tagsOf: () => undefined });
  const logs = new Logs({ place: here });
  const cloudFormation = new CloudFormation({
    simulation,
    place: here,
    randomness,
    providers: [
      ...ssm.providers,
      ...iam.providers,
      ...logs.providers,
      ...new ApiGateway({ place: here, randomness }).providers,
    ],
    ssmParameter: (name) => ssm.parameter(name),
    aliasDeployments: {
      deploy: () => {
        throw new Error('nothing to deploy');
      },
    },
  });
  ssm.put('/cdk-bootstrap/hnb659fds/version', '30');
  const operations = await simulation.run(async () => {
    const done = [];
    for (const stack of readAssembly(directory).stacks) {
      done.push(await cloudFormation.deploy({ ...stack, where: stack.templateFile }));
    }
    return done;
  });
  expect(operations.map(({ stackName, status }) => `${stackName} ${status}`)).toEqual([
    'Platform CREATE_COMPLETE',
    'Chat CREATE_COMPLETE',
  ]);
  expect(cloudFormation.outputs('Chat').Url).toMatch(/^https:\/\/\w{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
  expect(statementsOf(iam)).toMatchObject([
    { Action: ['dynamodb:GetItem'], Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/ledger-table'] },
  ]);
  expect(logs.logGroups()).toMatchObject([{ retentionDays: 7 }]);
  const types = [...cloudFormation.resources('Chat').values()].map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['AWS::CDK::Metadata', 'AWS::ApiGatewayV2::Route']));
});
