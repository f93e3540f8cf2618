import { type ReferenceSources } from '../../../lib/rehearsal/cloudformation/dynamic-references/reference-sources';
import { DynamicReferences } from '../../../lib/rehearsal/cloudformation/dynamic-references/dynamic-references';
import cases from '../../cases/cloudformation/dynamic-references.json';
import { Account, thing } from './account';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly value: unknown;
  readonly expected?: unknown;
  readonly failure?: string;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  '/chat/stage': 'prod',
  '/chat/tricky': '{{resolve:ssm:/chat/stage}}',
};

const DATABASE = { AWSCURRENT: '{"password":"pa55","port":5432}', AWSPREVIOUS: '{"password":"old"}' };

const SECRETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: { AWSCURRENT: 'hush' },
  database: DATABASE,
  'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf': DATABASE,
};

const sources: ReferenceSources = {
  ssmParameter: (name) => PARAMETERS[name],
  ssmParameterVersion: (name, version) => (version === 2 ? `${PARAMETERS[name] ?? ''} in version 2` : undefined),
  secret: (id, stage) => SECRETS[id]?.[stage],
};

const Parameters = {
  Name: { Type: 'String', Default: '/chat/stage' },
  Reference: { Type: 'String', Default: '{{resolve:ssm:/chat/stage}}' },
};

async function deployed({ value }: Case) {
  const account = new Account({}, { sources });
  const operation = await account.deploy({ Table: thing({ Value: value }) }, { Parameters });
  return { operation, properties: account.cloudFormation.resources('Chat').get('Table')?.properties };
}

const table: readonly Case[] = cases;

describe('a dynamic reference', () => {
  it.each(table.filter(({ failure }) => failure === undefined))('is resolved: $name', async (given) => {
    const { operation, properties } = await deployed(given);
    expect(operation.status).toBe('CREATE_COMPLETE');
    expect(properties).toEqual({ Value: given.expected });
  });

  it.each(table.filter(({ failure }) => failure !== undefined))('fails the resource: $name', async (given) => {
    const { operation } = await deployed(given);
    expect(operation).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: given.failure });
    expect(operation.events.find(({ status }) => status === 'CREATE_FAILED')).toMatchObject({
      logicalId: 'Table',
      reason: given.failure,
    });
  });

  it.each([
    ['{{resolve:secretsmanager:plain}}', 'The dynamic reference {{resolve:secretsmanager:plain}}'],
    ['{{resolve:ssm:/chat/stage:2}}', 'Version 2 of the parameter /chat/stage, in a dynamic reference,'],
  ])('stops by name where the account has no source for it: %s', async (value, what) => {
    const account = new Account();
    account.parameters.set('/chat/stage', 'prod');
    await expect(account.deploy({ Table: thing({ Value: value }) })).rejects.toMatchObject({
      what,
      where: 'Chat.json, Table, Properties.Value',
    });
  });

  it('to a number in a secret stops by name', () => {
    const value = '{{resolve:secretsmanager:database:SecretString:port}}';
    expect(() => new DynamicReferences(sources).resolve('Table', { Value: value }, 'Table')).toThrow(
      'A value of a secret that is no text, at the key port, is not emulated. Met in Table.Value.',
    );
  });
});

describe('a dynamic reference in an update', () => {
  const secrets = new Map([['key', 'old']]);
  const account = () => new Account({}, { sources: { ssmParameter: () => 'unused', secret: (id) => secrets.get(id) } });
  const secret = '{{resolve:secretsmanager:key}}';

  beforeEach(() => {
    secrets.set('key', 'old');
  });

  const properties = (of: Account) => of.cloudFormation.resources('Chat').get('Table')?.properties;

  it('to a secret keeps its value while nothing else of the resource changes', async () => {
    const it = account();
    await it.deploy({ Table: thing({ Value: secret }) });
    secrets.set('key', 'new');
    await it.deploy({ Table: thing({ Value: secret }), Queue: thing() });
    expect(properties(it)).toEqual({ Value: 'old' });
    await it.deploy({ Table: thing({ Value: secret }) });
    expect(properties(it)).toEqual({ Value: 'old' });
  });

  it('to a secret is read anew where another property of the resource changes', async () => {
    const it = account();
    await it.deploy({ Table: thing({ Value: secret }) });
    secrets.set('key', 'new');
    await it.deploy({ Table: thing({ Value: secret, Other: 1 }) });
    expect(properties(it)).toEqual({ Value: 'new', Other: 1 });
  });

  it('to a parameter is read anew in every operation', async () => {
    const it = new Account();
    it.parameters.set('/stage', 'old');
    const table = thing({ Value: '{{resolve:ssm:/stage}}' });
    await it.deploy({ Table: table });
    it.parameters.set('/stage', 'new');
    await it.deploy({ Table: table, Queue: thing() });
    expect(properties(it)).toEqual({ Value: 'new' });
  });
});
