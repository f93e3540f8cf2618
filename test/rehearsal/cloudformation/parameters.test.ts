import { readParameters } from '../../../lib/rehearsal/cloudformation/parameters';
import { parseTemplate } from '../../../lib/rehearsal/cloudformation/template';
import cases from '../../cases/cloudformation/parameters.json';
import { Account, serviceError, thing } from './account';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly parameter: object;
  readonly given?: string;
  readonly stored?: Readonly<Record<string, string>>;
  readonly expected?: unknown;
  readonly missing?: readonly string[];
  readonly failure?: string;
}

function read({ parameter, given, stored = {} }: Case) {
  const template = parseTemplate({ Parameters: { P: parameter }, Resources: {} }, 'chat.json');
  const now: Record<string, string> = given === undefined ? {} : { P: given };
  return readParameters(template, (name) => stored[name], { name: 'Chat', where: 'chat.json' }, { now });
}

const table = cases as readonly Case[];

describe('the parameters of a template', () => {
  it.each(table.filter(({ expected }) => expected !== undefined))('take $name', (given) => {
    expect(read(given).values).toEqual({ P: given.expected });
  });

  it.each(table.filter(({ missing }) => missing !== undefined))('miss $name', (given) => {
    expect(read(given)).toMatchObject({ values: {}, missing: given.missing });
  });

  it.each(table.filter(({ failure }) => failure !== undefined))('refuse $name', (given) => {
    expect(() => read(given)).toThrow(given.failure);
  });

  it('do not show a value that they refuse', () => {
    const parameter = { Type: 'String', NoEcho: true, Default: 'hunter2', MaxLength: 3 };
    expect(() => read({ name: '', source: '', parameter })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }) as Error,
    );
  });
});

describe('a parameter of a stack', () => {
  const resources = { Table: thing({ Value: { Ref: 'Stage' } }) };
  const stage = (Default: string) => ({ Parameters: { Stage: { Type: 'String', Default } } });
  const value = (account: Account) => account.cloudFormation.resources('Chat').get('Table')?.properties.Value;

  it('keeps its value where a later template has another default, as with `cdk deploy`', async () => {
    const account = new Account();
    await account.deploy(resources, stage('prod'));
    await account.deploy(resources, stage('test'));
    expect(value(account)).toBe('prod');
  });

  it('takes the default where the stack before did not have it', async () => {
    const account = new Account();
    await account.deploy({ Table: thing() });
    await account.deploy(resources, stage('test'));
    expect(value(account)).toBe('test');
  });

  it('takes the default where the creation of the stack has failed before', async () => {
    const account = new Account();
    account.broken.set('create Table', serviceError('no'));
    await account.deploy(resources, stage('prod'));
    account.broken.clear();
    await account.deploy(resources, stage('test'));
    expect(value(account)).toBe('test');
  });

  it('is read anew from the parameter store', async () => {
    const account = new Account();
    const others = { Parameters: { Stage: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/stage' } } };
    account.parameters.set('/stage', 'prod');
    await account.deploy(resources, others);
    account.parameters.set('/stage', 'test');
    const operation = await account.deploy(resources, others);
    expect(operation.status).toBe('UPDATE_COMPLETE');
    expect(value(account)).toBe('test');
  });

  it('takes what it is given, also in the deployments after', async () => {
    const account = new Account();
    const template = { Resources: resources, ...stage('prod') };
    const source = { name: 'Chat', template, where: 'chat.json', parameters: { Stage: 'given' } };
    await account.simulation.run(() => account.cloudFormation.deploy(source));
    await account.deploy({ ...resources, Queue: thing() }, stage('prod'));
    expect(value(account)).toBe('given');
  });

  it('has to be declared', () => {
    const source = { name: 'Chat', template: { Resources: {} }, where: 'chat.json', parameters: { Stage: 'x' } };
    expect(() => {
      new Account().cloudFormation.validate(source);
    }).toThrow('Parameters: [Stage] do not exist in the template. Met in chat.json.');
  });
});
