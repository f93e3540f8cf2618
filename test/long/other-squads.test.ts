import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Account } from '../../lib/rehearsal/account/account';
import { codeDeployApi } from '../../lib/rehearsal/codedeploy/codedeploy-api';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { deployed, functionOf, nameDeploymentGroup, releaseOf, synthesizeSquads, VICTIM } from '../end-to-end/squads';

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

/** Has the platform asked for a first release, by a stack of one's own. */
function asking(stack: Stack, properties: Readonly<Record<string, string>>): CustomResource {
  return new CustomResource(stack, 'Asks', {
    resourceType: 'Custom::SluiceFirstRelease',
    serviceToken: ssm.StringParameter.valueForStringParameter(stack, '/sluice/default/first-release-function-arn'),
    serviceTimeout: Duration.minutes(10),
    properties,
  });
}

/** Everything of another squad's, in the request of a stack of one's own. */
const CLAIMED = {
  FunctionName: VICTIM.functionName,
  FunctionLogicalId: 'Fn',
  AliasName: 'another',
  Version: '1',
  DeploymentGroup: VICTIM.deploymentGroup,
  DeploymentGroupLogicalId: 'Group',
};

const SICK = `exports.handler = async () => ({ statusCode: 503, body: 'sick' });`;

/** Edits a JSON file of an assembly, as somebody might who may write to the bucket or deploys by hand. */
function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}.`);
  writeFileSync(file, text.replace(from, to));
}

/** Has the manifest in a template name another role. */
function nameRole(file: string, roleArn: string): void {
  const template = JSON.parse(readFileSync(file, 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { Value?: { 'Fn::Join': [string, unknown[]] } } }>;
  };
  const manifest = Object.values(template.Resources).find(({ Type: type }) => type === 'AWS::SSM::Parameter');
  const parts = manifest?.Properties.Value?.['Fn::Join'][1] ?? [];
  const before = parts.findIndex((part) => typeof part === 'string' && part.endsWith('"releaseRoleArn":"'));
  if (before < 0) throw new Error(`${file} has no manifest.`);
  parts[before + 1] = roleArn;
  writeFileSync(file, JSON.stringify(template));
}

describe('whoever may write to the bucket of the gates', () => {
  it('and has a gate ask for what a bad version answers, under the file’s own name, gets it no further', async () => {
    const assembly = synthesizeSquads(directory, 'edited-gates', { code: SICK });
    const [file = '', ...more] = readdirSync(assembly).filter(
      (name) => name.startsWith('asset.') && name.endsWith('.json'),
    );
    expect(more).toEqual([]);
    edit(join(assembly, file), '"status":200', '"status":503');
    const { operations, releases, messages } = await deployed([before, assembly]);

    expect(operations.at(-1)).toMatchObject({ stackName: 'Chat', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect([...releases].sort()).toEqual([expect.stringMatching(/^d-\S+ blocked$/) as string, VICTIMS_RELEASE]);
    expect(messages.at(-1)).toContain('is not the one that the release shipped: its SHA-256 is ');
  });
});

describe('a squad that names another squad’s role in its manifest', () => {
  it('is refused that role by STS, as it knows for which release it is taken', async () => {
    const assembly = synthesizeSquads(directory, 'another-role', {
      code: HEALTHY,
      thief: (stack, platform) => releaseOf(stack, platform, { functionName: 'own', code: HEALTHY, directory }),
    });
    nameRole(join(assembly, 'Thief.template.json'), `arn:aws:iam::123456789012:role/sluice/default/${VICTIM.roleName}`);
    const { operations, deniedActions } = await deployed([before, assembly]);

    expect(operations.at(-1)).toMatchObject({ stackName: 'Thief', status: 'ROLLBACK_COMPLETE' });
    expect(deniedActions).toContain('sts:AssumeRole');
  });
});

describe('CodeDeploy, in the name of the role that all releases share', () => {
  it('moves the aliases of released functions and of no others', async () => {
    const assembly = synthesizeSquads(directory, 'untagged', { code: healthyChange(1) });
    const file = join(assembly, 'Chat.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8')) as {
      Resources: Record<string, { Type: string; Properties: { Tags?: unknown } }>;
    };
    for (const one of Object.values(template.Resources)) {
      if (one.Type === 'AWS::Lambda::Function') delete one.Properties.Tags;
    }
    writeFileSync(file, JSON.stringify(template));
    const tagged = await deployed([before, synthesizeSquads(directory, 'tagged', { code: healthyChange(2) })]);
    const untagged = await deployed([before, assembly]);

    expect(tagged.operations.at(-1)?.status).toBe('UPDATE_COMPLETE');
    expect(untagged.operations.at(-1)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(untagged.deniedActions).toEqual(['lambda:UpdateAlias']);
  });
});

describe('a squad with a function of its own, and a group of another squad’s name in another application', () => {
  it('is refused that squad’s role by STS, and has no alias', async () => {
    const named = (stack: Stack) => {
      const fn = functionOf(stack, { functionName: 'own', code: HEALTHY, directory });
      const application = new codedeploy.LambdaApplication(stack, 'Application');
      const group = new codedeploy.CfnDeploymentGroup(stack, 'Group', {
        applicationName: application.applicationName,
        deploymentGroupName: VICTIM.deploymentGroup,
        serviceRoleArn: ssm.StringParameter.valueForStringParameter(stack, '/sluice/default/codedeploy-role-arn'),
        deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      });
      asking(stack, {
        FunctionName: fn.functionName,
        FunctionLogicalId: (fn.node.defaultChild as lambda.CfnFunction).logicalId,
        AliasName: 'live',
        Version: fn.currentVersion.version,
        DeploymentGroup: group.ref,
        DeploymentGroupLogicalId: group.logicalId,
      });
    };
    const assembly = synthesizeSquads(directory, 'same-name', { code: HEALTHY, thief: named });
    const { operations, deniedActions, messages } = await deployed([before, assembly]);

    expect(operations.at(-1)).toMatchObject({ stackName: 'Thief', status: 'ROLLBACK_COMPLETE' });
    expect(deniedActions).toEqual(['sts:AssumeRole']);
    expect(messages.at(-1)).toContain('Blocked before any traffic: own:live');
  });
});

describe('what is not held', () => {
  it('whoever may write to the bucket changes code between its upload and its deployment', async () => {
    const assembly = synthesizeSquads(directory, 'edited-code', { code: healthyChange(3) });
    const folder = readdirSync(assembly).find((name) => {
      const file = join(assembly, name, 'index.js');
      return existsSync(file) && readFileSync(file, 'utf8').includes('// change 3');
    });
    edit(join(assembly, folder ?? '', 'index.js'), '"status":"ok"', '"status":"ok","from":"a thief"');
    let answer = '';
    const call = async ({ lambda: functions }: Account) => {
      answer = (await functions.invoke({ functionName: VICTIM.functionName, qualifier: 'live', payload: '{}' }))
        .payload;
    };
    const { operations } = await deployed([before, assembly], call);

    expect(operations.at(-1)?.status).toBe('UPDATE_COMPLETE');
    expect(answer).toContain('a thief');
  });

  it('whoever may create deployments in a group of their own moves an alias of another squad by CodeDeploy’s API', async () => {
    const thief = synthesizeSquads(directory, 'own-group', {
      code: healthyChange(4),
      thief: (stack, platform) => {
        const release = releaseOf(stack, platform, { functionName: 'own', code: HEALTHY, directory });
        nameDeploymentGroup(release, 'own-live');
      },
    });
    let version: string | undefined;
    const move = async ({ codeDeploy, place, cloudFormation, simulation, lambda: functions }: Account) => {
      const properties = { Name: VICTIM.functionName, Alias: 'live', CurrentVersion: '2', TargetVersion: '1' };
      const content = JSON.stringify({
        version: 0.0,
        Resources: [{ chat: { Type: 'AWS::Lambda::Function', Properties: properties } }],
      });
      const application = [...cloudFormation.resources('Platform').values()].find(
        ({ type }) => type === 'AWS::CodeDeploy::Application',
      );
      await codeDeployApi(codeDeploy, place)(
        'CreateDeployment',
        {
          applicationName: application?.physical.id,
          deploymentGroupName: 'own-live',
          deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
          revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
        },
        { roleArn: 'arn:aws:iam::123456789012:role/thief' },
      );
      await simulation.sleep(600_000);
      version = functions.registry.alias(VICTIM.functionName, 'live')?.version;
    };
    await deployed([before, thief], move);

    expect(version).toBe('1');
  });
});

describe('a squad that has the platform ask gates in another squad’s name', () => {
  it('by a stack that has nothing but a custom resource, is told no, and nothing else comes of it', async () => {
    const thief = synthesizeSquads(directory, 'claims', {
      code: HEALTHY,
      thief: (stack) => asking(stack, CLAIMED),
    });
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
    expect(logs.filter((line) => line.includes('"refused":"first release"'))).toHaveLength(1);
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
