import { place } from '../../../lib/rehearsal/kernel/place';
import { checkHere, parseTarget } from '../../../lib/rehearsal/lambda/target';

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

describe('a function’s ARN', () => {
  const here = place('111122223333', 'eu-west-1');

  it.each([ARN, `${ARN}:live`, 'chat', 'chat:live'])('leads to a function of the account: %s', (name) => {
    expect(() => {
      checkHere(name, here);
    }).not.toThrow();
  });

  it.each([ARN.replace('eu-west-1', 'us-east-1'), ARN.replace('111122223333', '444455556666')])(
    'stops by name where it leads elsewhere: %s',
    (arn) => {
      expect(() => {
        checkHere(arn, here);
      }).toThrow(`The function ${arn}, in another account or region, is not emulated.`);
    },
  );
});
