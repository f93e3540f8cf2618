import { cloudFormationProtocol } from '../../../lib/rehearsal/cloudformation/api/cloudformation-protocol';
import { queryProtocol } from '../../../lib/rehearsal/endpoint/query-protocol';
import { Account, thing } from './account';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };

let account: Account;

beforeEach(() => {
  account = new Account();
});

const call = (operation: string, input: object = {}) =>
  account.cloudFormation.api(operation, { Version: '2010-05-15', ...input }, caller);

describe('CloudFormation’s API', () => {
  it('tells a stack by its name and by its ARN', async () => {
    account.parameters.set('/size', 'big');
    const Parameters = { Size: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/size' } };
    await account.deploy({ Queue: thing() }, { Parameters, Outputs: { Name: { Value: 'q' } } });
    const answer = (await call('DescribeStacks', { StackName: 'Chat' })) as { Stacks: [{ StackId: string }] };
    expect(answer).toMatchObject({
      Stacks: [
        {
          StackName: 'Chat',
          StackStatus: 'CREATE_COMPLETE',
          CreationTime: '1970-01-01T00:00:00.000Z',
          Parameters: [{ ParameterKey: 'Size', ParameterValue: '/size', ResolvedValue: 'big' }],
          Outputs: [{ OutputKey: 'Name', OutputValue: 'q' }],
        },
      ],
    });
    await expect(call('DescribeStacks', { StackName: answer.Stacks[0].StackId })).resolves.toEqual(answer);
    await expect(call('DescribeStacks')).resolves.toEqual(answer);
  });

  it('says the very sentence that the CDK looks for where there is no such stack', async () => {
    await account.deploy({ Queue: thing() });
    await account.remove();
    await expect(call('DescribeStacks', { StackName: 'Chat' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Stack with id Chat does not exist',
    });
  });

  it('gives template and resources as they were before, while the stack is being changed', async () => {
    await account.deploy({ Queue: thing() });
    account.deployments.push({ afterMs: 60_000, succeeded: true, message: '' });
    const { simulation, cloudFormation } = account;
    await simulation.run(async () => {
      const template = { Resources: { Queue: thing(), Another: thing() } };
      const changed = cloudFormation.deploy({ name: 'Chat', template, where: 'Chat.json' });
      await simulation.sleep(1);
      await expect(call('DescribeStacks', { StackName: 'Chat' })).resolves.toMatchObject({
        Stacks: [{ StackStatus: 'UPDATE_IN_PROGRESS' }],
      });
      const { TemplateBody } = (await call('GetTemplate', { StackName: 'Chat' })) as { TemplateBody: string };
      expect(Object.keys((JSON.parse(TemplateBody) as { Resources: object }).Resources)).toEqual(['Queue']);
      await changed;
    });
    await expect(call('ListStackResources', { StackName: 'Chat' })).resolves.toMatchObject({
      StackResourceSummaries: [{ LogicalResourceId: 'Queue' }, { LogicalResourceId: 'Another' }],
    });
  });

  it('tells each resource by what was done to it last, while the stack is being made and changed', async () => {
    const { simulation, cloudFormation } = account;
    const rows = async (LogicalResourceId?: string) => {
      const input = { StackName: 'Chat', ...(LogicalResourceId === undefined ? {} : { LogicalResourceId }) };
      const { StackResources } = (await call('DescribeStackResources', input)) as {
        StackResources: Record<string, string>[];
      };
      return StackResources.map((row) => `${row.LogicalResourceId} ${row.PhysicalResourceId} ${row.ResourceStatus}`);
    };
    const deploy = (Resources: object) =>
      cloudFormation.deploy({ name: 'Chat', template: { Resources }, where: 'Chat.json' });
    await simulation.run(async () => {
      const made = deploy({ Queue: thing(), Later: thing({ Value: { Ref: 'Queue' } }) });
      await simulation.sleep(1);
      expect(await rows()).toEqual(['Queue undefined CREATE_IN_PROGRESS']);
      await made;
      const [queue = '', later = ''] = await rows();
      expect([queue, later]).toEqual([
        expect.stringMatching(/^Queue \S+ CREATE_COMPLETE$/),
        expect.stringMatching(/^Later \S+ CREATE_COMPLETE$/),
      ]);
      const changed = deploy({ Queue: thing(), Later: thing({ Value: 'another' }) });
      await simulation.sleep(1);
      expect(await rows('Later')).toEqual([later.replace('CREATE_COMPLETE', 'UPDATE_IN_PROGRESS')]);
      expect(await rows('Queue')).toEqual([queue]);
      await changed;
      const replaced = deploy({ Queue: thing({ Fixed: 'another' }), Later: thing({ Value: 'another' }) });
      // By now the old one is being deleted.
      await simulation.sleep(1500);
      const [now = ''] = await rows('Queue');
      expect(now).toMatch(/ UPDATE_COMPLETE$/);
      expect(now.split(' ')[1]).not.toBe(queue.split(' ')[1]);
      await replaced;
    });
    await expect(rows('Nope')).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Resource Nope does not exist for stack Chat',
    });
  });

  it('knows a stack by its own ARN alone, also where another has its name now', async () => {
    await account.deploy({ Queue: thing() });
    const { Stacks } = (await call('DescribeStacks')) as { Stacks: [{ StackId: string }] };
    await account.remove();
    await account.deploy({ Queue: thing() });
    await expect(call('DescribeStackResources', { StackName: Stacks[0].StackId })).rejects.toMatchObject({
      message: `Stack with id ${Stacks[0].StackId} does not exist`,
    });
  });

  it('describes a hundred resources and no more', async () => {
    await account.deploy(Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`Thing${index}`, thing()])));
    const { StackResources } = (await call('DescribeStackResources', { StackName: 'Chat' })) as {
      StackResources: unknown[];
    };
    expect(StackResources).toHaveLength(100);
    await expect(
      call('DescribeStackResources', { StackName: 'Chat', LogicalResourceId: 'Thing129' }),
    ).resolves.toMatchObject({ StackResources: [{ LogicalResourceId: 'Thing129' }] });
  });

  it('lists a hundred resources at a time, and leaves out the token at the end', async () => {
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`Thing${index}`, thing()]));
    await account.deploy(many);
    interface Page {
      StackResourceSummaries: unknown[];
      NextToken?: string;
    }
    const first = (await call('ListStackResources', { StackName: 'Chat' })) as Page;
    const second = (await call('ListStackResources', { StackName: 'Chat', NextToken: first.NextToken })) as Page;
    expect([first.StackResourceSummaries.length, second.StackResourceSummaries.length]).toEqual([100, 30]);
    expect('NextToken' in second).toBe(false);
  });

  it('stops by name at what changes a stack', async () => {
    await expect(call('DeleteStack', { StackName: 'Chat' })).rejects.toMatchObject({ code: 'NOT_EMULATED' });
  });

  it('asks for the stack’s ARN, or for all of them', async () => {
    await account.deploy({ Queue: thing() });
    const { permissions } = account.cloudFormation;
    const [one] = permissions('DescribeStacks', { StackName: 'Chat' });
    expect(one?.resource).toMatch(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/Chat\/[^*]+$/);
    expect(permissions('DescribeStacks', {})).toEqual([{ action: 'cloudformation:DescribeStacks', resource: '*' }]);
  });

  it('writes lists as members', () => {
    const { body } = cloudFormationProtocol(queryProtocol).answer({ Stacks: [{ StackName: 'a<b' }] }, 'DescribeStacks');
    expect(body).toContain('<Stacks><member><StackName>a&#60;b</StackName></member></Stacks>');
  });
});
