import { releaseExternalId } from '../../../lib/domain/release/external-id';

describe('the external id of a release', () => {
  it.each([
    'chat',
    'arn:aws:lambda:us-east-1:123456789012:function:chat',
    'arn:aws-cn:lambda:cn-north-1:123456789012:function:chat:live',
  ])('names its group and its function, however that is said: %s', (functionName) => {
    expect(releaseExternalId({ deploymentGroup: 'chat-live', functionName })).toBe('chat-live/chat');
  });

  it('takes nothing for an ARN that only ends as one', () => {
    const functionName = 'not-arn:aws:lambda:us-east-1:123456789012:function:chat';
    expect(releaseExternalId({ deploymentGroup: 'chat-live', functionName })).toBe(`chat-live/${functionName}`);
  });
});
