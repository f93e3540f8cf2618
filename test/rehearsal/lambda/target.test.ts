import { parseTarget } from '../../../lib/rehearsal/lambda/target';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:chat';

describe('what `Invoke` takes as a function name', () => {
  it.each<readonly [string, string | undefined, object]>([
    ['chat', undefined, { functionName: 'chat' }],
    ['chat:live', undefined, { functionName: 'chat', qualifier: 'live' }],
    ['chat:3', undefined, { functionName: 'chat', qualifier: '3' }],
    ['chat:$LATEST', undefined, { functionName: 'chat', qualifier: '$LATEST' }],
    ['chat', 'live', { functionName: 'chat', qualifier: 'live' }],
    ['chat:live', '3', { functionName: 'chat', qualifier: '3' }],
    [ARN, undefined, { functionName: 'chat' }],
    [`${ARN}:live`, undefined, { functionName: 'chat', qualifier: 'live' }],
    [`${ARN}:7`, undefined, { functionName: 'chat', qualifier: '7' }],
    [ARN, '$LATEST', { functionName: 'chat', qualifier: '$LATEST' }],
  ])('%s with the qualifier %s', (name, qualifier, expected) => {
    expect(parseTarget(name, qualifier)).toEqual(expected);
  });
});
