import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Account } from '../../lib/rehearsal/account/account';
import { HEALTHY } from './service-assembly';
import { deployed, synthesizeSquads, VICTIM } from './squads';

const VICTIMS_RELEASE = expect.stringMatching(/^first-Chat-1-\S+ released$/) as string;
const VICTIMS_MESSAGE = expect.stringContaining('Released: chat:live, first version 1.') as string;

let directory: string;
let before: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-other-squads-'));
  before = synthesizeSquads(directory, 'before', { code: HEALTHY });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Everything of another squad's, in the request of a stack of one's own. */
const CLAIMED = {
  FunctionName: VICTIM.functionName,
  FunctionLogicalId: 'Fn',
  AliasName: 'another',
  Version: '1',
  DeploymentGroup: VICTIM.deploymentGroup,
  DeploymentGroupLogicalId: 'Group',
};

describe('a squad that has the platform ask gates in another squad’s name', () => {
  it('by a stack that has nothing but a custom resource, is told no, and nothing else comes of it', async () => {
    const claims = (stack: Stack) =>
      new CustomResource(stack, 'Asks', {
        resourceType: 'Custom::SluiceFirstRelease',
        serviceToken: ssm.StringParameter.valueForStringParameter(stack, '/sluice/default/first-release-function-arn'),
        serviceTimeout: Duration.minutes(10),
        properties: CLAIMED,
      });
    const thief = synthesizeSquads(directory, 'claims', { code: HEALTHY, thief: claims });
    const { operations, releases, messages, logs } = await deployed([before, thief]);

    expect(operations.map(({ stackName, status }) => `${stackName} ${status}`)).toEqual([
      'Platform NO_CHANGE',
      'Chat NO_CHANGE',
      'Thief ROLLBACK_COMPLETE',
    ]);
    expect(operations.at(-1)?.reason).toContain(
      'The platform asks no gates for this: CloudFormation knows no AWS::Lambda::Function Fn (chat) in the stack arn:',
    );
    expect(releases).toEqual([VICTIMS_RELEASE]);
    expect(messages).toEqual([VICTIMS_MESSAGE]);
    expect(logs.filter((line) => line.includes("refused: 'first release'"))).toHaveLength(1);
  });

  it('by calling the platform’s function itself, in the name of that squad’s stack, changes and reaches nothing', async () => {
    const forge = async ({ simulation, lambda, cloudFormation }: Account) => {
      const { Stacks } = (await cloudFormation.api('DescribeStacks', { StackName: 'Chat' }, { roleArn: 'thief' })) as {
        Stacks: [{ StackId: string }];
      };
      const idOf = (wanted: string) =>
        [...cloudFormation.resources('Chat')].find(([, { type }]) => type === wanted)?.[0] ?? '';
      const event = {
        RequestType: 'Create',
        RequestId: '0a1b2c3d-1234',
        ResponseURL: 'https://thief.example/',
        StackId: Stacks[0].StackId,
        LogicalResourceId: idOf('Custom::SluiceFirstRelease'),
        ResourceProperties: {
          ...CLAIMED,
          FunctionLogicalId: idOf('AWS::Lambda::Function'),
          DeploymentGroupLogicalId: idOf('AWS::CodeDeploy::DeploymentGroup'),
        },
      };
      const events = [
        event,
        { ...event, ResponseURL: 'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/made-up' },
        { ...event, RequestType: 'Delete', PhysicalResourceId: 'first-Chat-1' },
      ];
      for (const one of events) {
        lambda.invokeAsynchronously({ functionName: 'Sluice-default-first-release', payload: JSON.stringify(one) });
      }
      await simulation.sleep(600_000);
    };
    const { releases, messages, outsideUrls } = await deployed([before], forge);

    expect(releases).toEqual([VICTIMS_RELEASE]);
    expect(messages).toEqual([VICTIMS_MESSAGE]);
    expect(outsideUrls.filter((url) => url.includes('thief'))).toEqual([]);
  });
});
