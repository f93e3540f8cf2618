import cases from '../../cases/cloudformation/rules.json';
import { Account, lines, thing } from './account';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly rule: object;
  readonly given?: Readonly<Record<string, string>>;
  readonly holds: boolean;
}

const Parameters = {
  Version: { Type: 'String', Default: '30' },
  Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
};

const table: readonly Case[] = cases;

describe('the rules of a template', () => {
  it.each(table)('are judged: $name', async ({ rule, given = {}, holds }) => {
    const account = new Account();
    const template = { Parameters, Rules: { Mine: rule }, Resources: { Table: thing() } };
    const source = { name: 'Chat', template, where: 'chat.json', parameters: given };
    const { status, reason } = await account.simulation.run(() => account.cloudFormation.deploy(source));
    expect({ status, reason }).toEqual(
      holds
        ? { status: 'CREATE_COMPLETE', reason: undefined }
        : { status: 'ROLLBACK_COMPLETE', reason: 'The rule Mine of the template does not hold: No.' },
    );
    expect(account.takeCalls()).toEqual(holds ? ['create Table'] : []);
  });

  it('refuse an update, and leave the stack as it is', async () => {
    const account = new Account();
    await account.deploy({ Table: thing() });
    const Rules = { Mine: { Assertions: [{ Assert: { 'Fn::Equals': ['a', 'b'] } }] } };
    const operation = await account.deploy({ Table: thing({ Value: 2 }) }, { Rules });
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lines(operation.events)).toEqual([
      '1 s Chat UPDATE_ROLLBACK_COMPLETE The rule Mine of the template does not hold: {"Fn::Equals":["a","b"]}',
    ]);
    expect(account.takeCalls()).toEqual(['create Table']);
  });

  it('are not judged while a parameter they name is missing', async () => {
    const account = new Account();
    const operation = await account.deploy(
      { Table: thing() },
      {
        Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } },
        Rules: { Mine: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Version' }, '30'] } }] } },
      },
    );
    expect(operation.reason).toMatch(/^Unable to fetch parameters \[\/version\] from parameter store/);
  });
});
