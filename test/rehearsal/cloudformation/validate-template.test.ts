import cases from '../../cases/cloudformation/refused-templates.json';
import { Account, thing } from './account';

const constructPaths = { Known: 'Chat/Known/Resource' };

describe('a template that cannot be rehearsed', () => {
  it.each(cases)('stops before anything happens: $name', async ({ template, error, message }) => {
    const account = new Account();
    const { cloudFormation, simulation } = account;
    const Resources = { First: thing(), ...template.Resources };
    const source = {
      name: 'Chat',
      template: template.Resources ? { ...template, Resources } : template,
      where: 'chat.json',
      constructPaths,
    };
    const deployment = simulation.run(() => cloudFormation.deploy(source));
    await expect(deployment).rejects.toThrow(message);
    await expect(deployment).rejects.toHaveProperty('name', error);
    expect(() => {
      cloudFormation.validate(source);
    }).toThrow(message);
    expect(account.takeCalls()).toEqual([]);
    expect(simulation.now).toBe(0);
  });

  it('stops a stack that exists already, which stays as it is', async () => {
    const account = new Account();
    await account.deploy({ Table: thing({ Value: 1 }) });
    const template = { Resources: { Table: thing({ Value: 2 }), Bus: { Type: 'AWS::MSK::Cluster' } } };
    await account.simulation.run(async () => {
      const deployment = account.cloudFormation.deploy({ name: 'Chat', template, where: 'chat.json' });
      await expect(deployment).rejects.toThrow('AWS::MSK::Cluster');
    });
    expect(account.takeCalls()).toEqual(['create Table']);
    expect((await account.deploy({ Table: thing({ Value: 1 }) })).status).toBe('NO_CHANGE');
  });
});

describe('a template that can be rehearsed', () => {
  const sections = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Chat',
    Metadata: { anything: true },
    Rules: { CheckBootstrapVersion: { Assertions: [] } },
    Parameters: {
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    },
  };

  it('may carry what every CDK template carries', async () => {
    const account = new Account();
    account.parameters.set('/cdk-bootstrap/hnb659fds/version', '30');
    const operation = await account.deploy(
      { Table: thing(), CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:x' } } },
      sections,
    );
    expect(operation.status).toBe('CREATE_COMPLETE');
  });

  it('is checked as a whole while the parameters its conditions depend on are still missing', () => {
    const { cloudFormation } = new Account();
    const template = {
      ...sections,
      Conditions: { New: { 'Fn::Equals': [{ Ref: 'BootstrapVersion' }, '30'] } },
      Resources: { Bus: { Type: 'AWS::MSK::Cluster', Condition: 'New' } },
    };
    expect(() => {
      cloudFormation.validate({ name: 'Chat', template, where: 'chat.json' });
    }).toThrow('AWS::MSK::Cluster');
  });

  it('may use a condition on a parameter that is still missing more than once', async () => {
    const account = new Account();
    const resource = { Type: 'Test::Thing', Condition: 'New' };
    const Conditions = { New: { 'Fn::Equals': [{ Ref: 'BootstrapVersion' }, '30'] } };
    const operation = await account.deploy({ Table: resource, Queue: resource }, { ...sections, Conditions });
    expect(operation.reason).toMatch(/^Unable to fetch parameters/);
  });

  it('depends only on the branch of an If that is taken', async () => {
    const account = new Account();
    const operation = await account.deploy(
      {
        Table: thing({ Value: { 'Fn::If': ['Never', { Ref: 'Queue' }, 'none'] } }),
        Queue: thing({ Value: { Ref: 'Table' } }),
      },
      { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
    );
    expect(operation.status).toBe('CREATE_COMPLETE');
  });
});
