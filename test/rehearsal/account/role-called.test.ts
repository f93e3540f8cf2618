import { Account } from '../../../lib/rehearsal/account/account';
import { roleCalled } from '../../../lib/rehearsal/account/role-called';
import { EMPTY_ACCOUNT } from './account-settings';
import { roleResource } from './function-stack';
import { deployStack } from './quiet-account';

const ARN = 'arn:aws:iam::123456789012:role/approver';
const account = new Account(EMPTY_ACCOUNT);

beforeAll(async () => {
  const role = (name: string, path: string) => ({
    ...roleResource(name, { AWS: '123456789012' }),
    Metadata: { 'aws:cdk:path': path },
  });
  await deployStack(account, 'One', {
    Resources: { Approver: role('approver', 'One/People/Approver/Resource'), Same: role('same', 'One/Same/Resource') },
  });
  await deployStack(account, 'Two', { Resources: { Same: role('other', 'Two/Same/Resource') } });
});

describe('a role', () => {
  it.each([ARN, 'approver', 'Approver', 'People/Approver', 'One/People/Approver/Resource'])('goes by %s', (name) => {
    expect(roleCalled(account, name, 'as of it')).toBe(ARN);
  });

  it.each([
    ['nobody', "The scenario's `as of it` names a role that is not there: nobody. There are: approver, other, same."],
    ['Same', 'names several roles by Same. Give the ARN of one: arn:aws:iam::123456789012:role/same, arn:aws:'],
  ])('is refused by the name %s, as none or more than one go by it', (name, says) => {
    expect(() => roleCalled(account, name, 'as of it')).toThrow(says);
  });
});
