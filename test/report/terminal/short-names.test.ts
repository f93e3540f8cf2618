import { shortNames } from '../../../lib/report/terminal/short-names';

describe('a name in the terminal', () => {
  it.each([
    ['arn:aws:lambda:us-east-1:123456789012:function:Shop-Chat26DEB33F-O7WC1H6D7PAH:5', 'Shop-Chat:5'],
    ['arn:aws:sts::123456789012:assumed-role/Shop-ReleaseRoleADC0DB08-M85M52W9P3DW/rehearsal', 'Shop-ReleaseRole'],
    ['arn:aws:iam::123456789012:role/sluice/default/Shop-ReleaseRoleADC0DB08-M85M52W9P3DW', 'Shop-ReleaseRole'],
    ['arn:aws:dynamodb:eu-west-1:123456789012:table/Orders', 'Orders'],
    ['arn:aws:s3:::assets/key.json', 'assets/key.json'],
    ['arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:App/Group', 'App/Group'],
  ])('%s is %s', (whole, short) => {
    expect(shortNames(`by ${whole}, once`)).toBe(`by ${short}, once`);
  });

  it.each(['Chat', 'my-function', 'health-at-100-percent', '2026-01-05T09:14:26.650Z', 'AWS-EC2'])(
    'stays: %s',
    (name) => {
      expect(shortNames(name)).toBe(name);
    },
  );
});
