import { type FunctionConfiguration } from '../../../lib/rehearsal/lambda/function-configuration';
import { FunctionRegistry } from '../../../lib/rehearsal/lambda/function-registry';
import { PLACE } from './account';

function configuration(changes: Partial<FunctionConfiguration> = {}): FunctionConfiguration {
  return {
    codeDirectory: '/code/1',
    codeKey: '1.zip',
    codeSha256: () => 'digest',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    roleArn: 'arn:role',
    timeoutMs: 3000,
    memoryMb: 128,
    environment: {},
    logGroup: '/aws/lambda/chat',
    ...changes,
  };
}

/** A registry with the function `chat`. */
function registry(): FunctionRegistry {
  const functions = new FunctionRegistry(PLACE);
  functions.create('chat', configuration());
  return functions;
}

describe('a function', () => {
  it('has a name that nobody else has', () => {
    expect(() => {
      registry().create('chat', configuration());
    }).toThrow('Function already exist: chat');
  });

  it.each([
    ['has a version', (functions: FunctionRegistry) => functions.version('nobody', '$LATEST')],
    ['has an alias', (functions: FunctionRegistry) => functions.alias('nobody', 'live')],
    ['is published', (functions: FunctionRegistry) => functions.publish('nobody')],
  ])('must exist before it %s', (_, action) => {
    expect(() => action(registry())).toThrow(
      'Function not found: arn:aws:lambda:eu-west-1:111122223333:function:nobody',
    );
  });

  it('is gone when it is removed', () => {
    const functions = registry();
    functions.remove('chat');
    expect(functions.hasFunction('chat')).toBe(false);
    expect(() => functions.version('chat', '$LATEST')).toThrow('Function not found');
  });

  it('is tried twice more where an asynchronous invocation fails, unless it says otherwise', () => {
    const functions = registry();
    expect(functions.asynchronousSettings('chat')).toEqual({ retries: 2, maximumEventAgeMs: 6 * 3_600_000 });
    functions.configureAsynchronous('chat', { retries: 0, maximumEventAgeMs: 60_000 });
    expect(functions.asynchronousSettings('chat').retries).toBe(0);
  });
});

describe('a version', () => {
  it('keeps what the function was when it was published', () => {
    const functions = registry();
    expect(functions.publish('chat')).toBe('1');
    functions.update('chat', configuration({ codeKey: '2.zip' }));
    expect(functions.publish('chat')).toBe('2');
    expect(functions.version('chat', '1').configuration.codeKey).toBe('1.zip');
    expect(functions.version('chat', '$LATEST').configuration.codeKey).toBe('2.zip');
  });

  it.each<readonly [string, Partial<FunctionConfiguration>]>([
    ['code', { codeKey: '2.zip' }],
    ['environment', { environment: { TABLE: 'x' } }],
    ['timeout', { timeoutMs: 4000 }],
    ['memory', { memoryMb: 256 }],
    ['role', { roleArn: 'arn:other' }],
    ['handler', { handler: 'index.other' }],
    ['runtime', { runtime: 'nodejs24.x' }],
  ])('is another where the %s changed', (_, change) => {
    const functions = registry();
    functions.publish('chat');
    functions.update('chat', configuration(change));
    expect(functions.publish('chat')).toBe('2');
  });

  it.each([
    ['nothing changed', configuration()],
    ['only the place of the code changed', configuration({ codeDirectory: '/code/2' })],
  ])('is refused where %s since the last one', (_, latest) => {
    const functions = registry();
    functions.publish('chat');
    functions.update('chat', latest);
    expect(() => functions.publish('chat')).toThrow(
      'A version for this Lambda function exists ( 1 ). Modify the function to create a new version.',
    );
  });

  it('may be published again once the one that is in the way is removed, by a new number', () => {
    const functions = registry();
    functions.publish('chat');
    functions.removeVersion('chat', '1');
    expect(functions.publish('chat')).toBe('2');
  });

  it('goes back to what it was two versions ago: only the last one counts', () => {
    const functions = registry();
    functions.publish('chat');
    functions.update('chat', configuration({ codeKey: '2.zip' }));
    functions.publish('chat');
    functions.update('chat', configuration());
    expect(functions.publish('chat')).toBe('3');
  });

  it.each([
    ['points to it', { name: 'live', version: '1' }],
    ['sends it a share', { name: 'live', version: '2', additional: { version: '1', weight: 0.1 } }],
  ])('is not removed while an alias %s', (_, alias) => {
    const functions = registry();
    functions.publish('chat');
    functions.update('chat', configuration({ codeKey: '2.zip' }));
    functions.publish('chat');
    functions.putAlias('chat', alias);
    expect(() => {
      functions.removeVersion('chat', '1');
    }).toThrow('Version is currently referenced by alias live');
    expect(functions.version('chat', '1').version).toBe('1');

    functions.putAlias('chat', { name: 'live', version: '2' });
    functions.removeVersion('chat', '1');

    expect(() => functions.version('chat', '1')).toThrow('Function not found');
  });
});

describe('an alias', () => {
  it('is what it was last put to, until it is removed', () => {
    const functions = registry();
    functions.publish('chat');
    expect(functions.alias('chat', 'live')).toBeUndefined();
    functions.putAlias('chat', { name: 'live', version: '1' });
    expect(functions.alias('chat', 'live')).toEqual({ name: 'live', version: '1' });
    functions.removeAlias('chat', 'live');
    expect(functions.alias('chat', 'live')).toBeUndefined();
  });

  it.each([
    ['its version', { name: 'live', version: '9' }],
    ['its second version', { name: 'live', version: '1', additional: { version: '9', weight: 0.1 } }],
  ])('needs %s to exist', (_, alias) => {
    const functions = registry();
    functions.publish('chat');
    expect(() => {
      functions.putAlias('chat', alias);
    }).toThrow('Function not found: arn:aws:lambda:eu-west-1:111122223333:function:chat:9');
  });
});
