import { START, withAccount } from './account';

const JSON_FORMAT = { jsonLogLevel: 'INFO' };

/** What is logged by a handler with this body, in one invocation. */
function logged(body: string, format: { readonly jsonLogLevel?: string } = {}): Promise<readonly string[]> {
  return withAccount({}, async (account) => {
    account.create(`exports.handler = async () => { ${body} };`, format);
    const { failed } = await account.invoke();
    expect(failed).toBe(false);
    return account.logs;
  });
}

const RAW = [
  ['lines', "process.stdout.write('one\\ntwo\\n')", ['one', 'two']],
  ['a line in parts', "process.stdout.write('on'); process.stdout.write('e\\n')", ['one']],
  ['a line without its end', "process.stdout.write('one')", ['one']],
  ['empty lines', "process.stdout.write('\\n\\n')", []],
  ['bytes', "process.stdout.write(Buffer.from('one\\n'))", ['one']],
  ['half a character', "for (const byte of Buffer.from('é\\n')) process.stdout.write(Buffer.of(byte))", ['é']],
  ['another encoding', "process.stdout.write('b25lCg==', 'base64')", ['one']],
  ['standard error', "process.stderr.write('one\\n')", ['one']],
  ['a Console of its own', "new (require('console').Console)(process.stdout).log('%d', 1)", ['1']],
  ['console.dir', 'console.dir({ one: 1 })', ['{ one: 1 }']],
  ['the descriptor', "require('fs').writeSync(1, 'one\\n')", ['one']],
  ['the descriptor, a part of bytes', "require('fs').writeSync(1, Buffer.from('a one\\n'), 2, 4)", ['one']],
  [
    'the descriptor, with a callback',
    "await new Promise((resolve) => require('fs').write(2, 'one\\n', resolve))",
    ['one'],
  ],
  [
    'what waits until it is written',
    "await new Promise((resolve) => process.stdout.write('one\\n', resolve))",
    ['one'],
  ],
  ['a path', "process.stdout.write(__filename + '\\n')", ['/var/task/index.js']],
] as const;

describe.each([
  ['Text', {}],
  ['JSON', JSON_FORMAT],
])('what is written to the output itself, under %s', (_, format) => {
  it.each(RAW)('is logged as it is: %s', async (__, body, lines) => {
    expect(await logged(body, format)).toEqual(lines);
  });
});

it('what is written and what is said come in the order in which they were', async () => {
  const body = "console.log(1); process.stdout.write('2\\n'); console.log(3); process.stderr.write('4\\n')";
  expect(await logged(body)).toEqual(['1', '2', '3', '4']);
});

it('the output of the rehearsal itself gets nothing of it', async () => {
  const spies = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
  await logged("process.stdout.write('one\\n'); console.dir('two'); process.emitWarning('three');");
  expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  for (const spy of spies) spy.mockRestore();
});

it('nothing in a warning of Node.js differs from run to run', async () => {
  const [warning] = await logged("process.emitWarning('beware'); await new Promise((done) => setTimeout(done, 5));");
  expect(warning).toMatch(/^\(node:8\) Warning: beware/);
});

describe('the log format', () => {
  it.each([
    [{}, { AWS_LAMBDA_LOG_FORMAT: 'Text' }],
    [{ jsonLogLevel: 'WARN' }, { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'WARN' }],
  ])('is told to the code: %j', async (format, variables) => {
    await withAccount({}, async (account) => {
      account.create('exports.handler = async () => process.env;', format);
      const { payload } = await account.invoke();
      const told = Object.entries(payload as Record<string, string>).filter(([name]) => name.includes('_LOG_'));
      expect(Object.fromEntries(told)).toEqual({ AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn', ...variables });
    });
  });

  it.each([
    ['a text', "'one'", 'one'],
    ['an object', '{ one: [1] }', { one: [1] }],
    ['an embedded metric as a text', 'JSON.stringify({ _aws: {} })', '{"_aws":{}}'],
    ['an embedded metric as an object', '{ _aws: {} }', { _aws: {} }],
    ['several', "'n is %d', 3, { deep: [1] }", 'n is 3 { deep: [ 1 ] }'],
    ['what is no JSON', '1n', '1n'],
    ['a path', '__filename', '/var/task/index.js'],
  ])('JSON puts what is said into a record: %s', async (_, said, message) => {
    const [line = ''] = await logged(`console.log(${said})`, JSON_FORMAT);
    expect(JSON.parse(line)).toEqual({
      timestamp: new Date(START).toISOString(),
      level: 'INFO',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      message,
    });
  });

  it('JSON has of an error what it is, with its stack as Lambda has it', async () => {
    const body =
      "const error = Object.assign(new TypeError('no'), { code: 7 }); console.error(error); console.warn('w', error);";
    const [alone, beside] = (await logged(body, JSON_FORMAT)).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    const fields = {
      errorType: 'TypeError',
      errorMessage: 'no',
      stackTrace: ['TypeError: no', expect.stringMatching(/^ {4}at .*\/var\/task\/index\.js:1:\d+\)?$/)],
    };
    expect(alone).toMatchObject({ level: 'ERROR', message: { ...fields, code: 7 } });
    expect(beside).toMatchObject({
      level: 'WARN',
      message: expect.stringMatching(/^w TypeError: no\n/) as string,
      ...fields,
    });
  });

  it('JSON leaves out what is below the level of the function', async () => {
    const body =
      "for (const method of ['trace', 'debug', 'log', 'info', 'warn', 'error', 'fatal']) console[method](method)";
    const levels = async (jsonLogLevel: string) =>
      (await logged(body, { jsonLogLevel })).map((line) => (JSON.parse(line) as { readonly level: string }).level);
    expect(await levels('TRACE')).toEqual(['TRACE', 'DEBUG', 'INFO', 'INFO', 'WARN', 'ERROR', 'FATAL']);
    expect(await levels('INFO')).toEqual(['INFO', 'INFO', 'WARN', 'ERROR', 'FATAL']);
    expect(await levels('ERROR')).toEqual(['ERROR', 'FATAL']);
    expect(await logged(body)).toHaveLength(7);
  });

  it('JSON has no request in what is said while the code is loaded', async () => {
    await withAccount({}, async (account) => {
      account.create("console.log('loading'); exports.handler = async () => 1;", JSON_FORMAT);
      await account.invoke();
      expect(account.logs.map((line) => JSON.parse(line) as unknown)).toEqual([
        { timestamp: new Date(START).toISOString(), level: 'INFO', message: 'loading' },
      ]);
    });
  });

  it.each([
    [{}, /^2026-01-05T09:00:00\.000Z\t[0-9a-f]{32}\tINFO\tsaid$/],
    [
      JSON_FORMAT,
      /^\{"timestamp":"2026-01-05T09:00:00\.000Z","level":"INFO","requestId":"[0-9a-f]{32}","message":"said"\}$/,
    ],
  ])('shows in the log of an invocation that failed: %j', async (format, said) => {
    await withAccount({}, async (account) => {
      const body = "console.log('said'); process.stdout.write('written\\n'); throw new Error('no');";
      account.create(`exports.handler = async () => { ${body} };`, format);
      await account.invoke();
      const [, first, second] = account.lambda.failedInvocations()[0]!.lines;
      expect([first, second]).toEqual([expect.stringMatching(said), 'written']);
    });
  });
});
