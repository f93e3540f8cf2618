import { App, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ReleasePlatform } from '../../../lib/constructs';

const SIGNING = { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY };
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d';

const newStack = () => new Stack(new App(), 'Platform');

describe('the key that exports are signed by', () => {
  it('is published, so that whoever exports finds it, and synth says what it costs', () => {
    const stack = newStack();
    const auditKey = kms.Key.fromKeyArn(stack, 'Key', ARN);
    new ReleasePlatform(stack, 'Platform', { auditKey });
    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/sluice/default/audit-key-arn',
      Value: ARN,
    });
    Annotations.fromStack(stack).hasInfo(
      '*',
      Match.stringLikeRegexp('costs \\$1\\.00 a month, and \\$0\\.000015 each time'),
    );
  });

  it('is not there by itself', () => {
    const stack = newStack();
    new ReleasePlatform(stack, 'Platform');
    const names = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Parameter')).map(
      ({ Properties }) => (Properties as { Name: string }).Name,
    );
    expect(names).toContain('/sluice/default/ledger-table');
    expect(names).not.toContain('/sluice/default/audit-key-arn');
    Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('exports are signed'));
  });

  it.each([
    [{}, 'SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT'],
    [{ keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.SIGN_VERIFY }, 'RSA_2048, SIGN_VERIFY'],
    [{ keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.KEY_AGREEMENT }, 'ECC_NIST_P256, KEY_AGREEMENT'],
  ])('has to sign: %j does not', (props, got) => {
    const stack = newStack();
    const auditKey = new kms.Key(stack, 'Key', props);
    expect(() => new ReleasePlatform(stack, 'Platform', { auditKey })).toThrow(
      `\`auditKey\` must be a key with keySpec ECC_NIST_P256 and keyUsage SIGN_VERIFY, by which exports are signed; got: ${got}`,
    );
  });

  it.each([SIGNING, undefined])('stands where it signs, or where nobody knows at synth: %j', (props) => {
    const stack = newStack();
    const auditKey = props
      ? new kms.Key(stack, 'Key', props)
      : kms.Key.fromKeyArn(stack, 'Key', Token.asString({ 'Fn::ImportValue': 'audit-key' }));
    expect(() => new ReleasePlatform(stack, 'Platform', { auditKey })).not.toThrow();
  });

  it('lets whoever exports read the ledger and sign, and nobody else', () => {
    const stack = newStack();
    const auditKey = kms.Key.fromKeyArn(stack, 'Key', ARN);
    const auditor = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
    new ReleasePlatform(stack, 'Platform', { auditKey }).grantExport(auditor);
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(
      ({ Properties }) =>
        Properties as { Roles: { Ref: string }[]; PolicyDocument: { Statement: { Action: string | string[] }[] } },
    );
    const of = (isAuditor: boolean) =>
      policies
        .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith('Auditor')) === isAuditor)
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action));
    expect(of(true)).toEqual(
      expect.arrayContaining(['kms:Sign', 'kms:GetPublicKey', 'ssm:GetParameters', 'dynamodb:Query']),
    );
    expect(of(true)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Put|Update|Delete|Write/)]));
    expect(of(false).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });
});
