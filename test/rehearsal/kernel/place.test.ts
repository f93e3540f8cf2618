import { place, withPlace } from '../../../lib/rehearsal/kernel/place';

const here = place('111122223333', 'eu-west-1');

describe('the place of the account', () => {
  it.each([
    ['lambda', 'function:chat', 'arn:aws:lambda:eu-west-1:111122223333:function:chat'],
    ['iam', 'role/gate', 'arn:aws:iam::111122223333:role/gate'],
    ['sts', 'assumed-role/gate/s', 'arn:aws:sts::111122223333:assumed-role/gate/s'],
    ['s3', 'bucket/key', 'arn:aws:s3:::bucket/key'],
  ])('is in the ARNs of %s as AWS writes them', (service, resource, arn) => {
    expect(here.arn(service, resource)).toBe(arn);
  });

  it('takes the place of every placeholder', () => {
    const text = 'cdk-${AWS::AccountId}-${AWS::Region}/${AWS::Partition}/${AWS::Region}/${Other}';
    expect(withPlace(text, here)).toBe('cdk-111122223333-eu-west-1/aws/eu-west-1/${Other}');
  });
});
