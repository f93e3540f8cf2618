import { place } from '../../../lib/rehearsal/kernel/place';
import { checkHere, parseTarget } from '../../../lib/rehearsal/lambda/target';
import { FunctionRegistry } from '../../../lib/rehearsal/lambda/function-registry';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:chat';

/** AWS Lambda API Reference, Invoke, `FunctionName`: its formats and its pattern. */
const WITHOUT_QUALIFIER = [
  'chat',
  ARN,
  '111122223333:function:chat',
  'function:chat',
  '111122223333:chat',
  'eu-west-1:111122223333:function:chat',
];

describe('what `Invoke` takes as a function name', () => {
  const forms = WITHOUT_QUALIFIER.flatMap((name): readonly [string, string | undefined, string | undefined][] => [
    [name, undefined, undefined],
    [`${name}:live`, undefined, 'live'],
    [`${name}:3`, undefined, '3'],
    [`${name}:$LATEST`, undefined, '$LATEST'],
    [name, 'live', 'live'],
    [`${name}:live`, '3', '3'],
  ]);

  it.each(forms)('%s with the qualifier %s is chat, by %s', (name, qualifier, chosen) => {
    const expected = { functionName: 'chat', ...(chosen === undefined ? {} : { qualifier: chosen }) };
    expect(parseTarget(name, qualifier)).toEqual(expected);
  });

  it.each<readonly [string, object]>([
    ['123456789012', { functionName: '123456789012' }],
    ['function', { functionName: 'function' }],
    ['us-east-1', { functionName: 'us-east-1' }],
    ['arn:aws:lambda:us-gov-west-1:111122223333:function:chat:live', { functionName: 'chat', qualifier: 'live' }],
  ])('%s', (name, expected) => {
    expect(parseTarget(name)).toEqual(expected);
  });
});

describe('where a function is', () => {
  const here = place('111122223333', 'eu-west-1');
  const registry = new FunctionRegistry(here);

  it.each(WITHOUT_QUALIFIER.flatMap((name) => [name, `${name}:live`]))(
    'is the account that is rehearsed: %s',
    (name) => {
      expect(() => {
        checkHere(name, here);
      }).not.toThrow();
      expect(registry.target(name).functionName).toBe('chat');
    },
  );

  it.each(
    [
      ARN.replace('eu-west-1', 'us-east-1'),
      ARN.replace('111122223333', '444455556666'),
      '444455556666:function:chat',
      '444455556666:chat',
      'us-east-1:111122223333:function:chat',
    ].flatMap((name) => [name, `${name}:live`]),
  )('is elsewhere, which stops by name: %s', (name) => {
    const refusal = `The function ${name}, in another account or region, is not emulated.`;
    expect(() => {
      checkHere(name, here);
    }).toThrow(refusal);
    expect(() => registry.target(name)).toThrow(refusal);
  });
});
