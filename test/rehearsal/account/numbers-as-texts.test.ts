import { type Account } from '../../../lib/rehearsal/account/account';
import { deployStack, quietAccount } from './quiet-account';

let account: Account;

beforeEach(() => {
  account = quietAccount();
});

/** A parameter of the store whose value is that of a template's `Number` parameter. */
const template = (size: object) => ({
  Parameters: { Size: { Type: 'Number', ...size } },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } },
    Limit: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/limit', Type: 'String', Value: { Ref: 'Size' } } },
    Shown: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/shown', Type: 'String', Value: { 'Fn::GetAtt': ['Topic', 'DisplayName'] } },
    },
  },
});

describe('a parameter of the type Number in a property that is a text', () => {
  it.each([
    ['a number', { Default: 5 }, '5'],
    ['a number as text', { Default: '5' }, '5'],
    ['a number that would be written otherwise', { Default: '1e3' }, '1e3'],
  ])('is that text: %s', async (_, size, text) => {
    const given = template(size);
    account.cloudFormation.validate({ name: 'App', template: given, where: 'App.json' });
    expect(await deployStack(account, 'App', given)).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
    expect([account.ssm.parameter('/limit'), account.ssm.parameter('/shown')]).toEqual([text, text]);
  });
});
