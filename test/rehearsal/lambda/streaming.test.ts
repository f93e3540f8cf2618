import { withAccount } from './account';

/** What an invocation gives whose handler streams so. */
function streamed(body: string) {
  const bundle = `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`;
  return withAccount({}, async (account) => {
    account.create(bundle);
    return account.simulation.run(() => account.begin({ n: 1 }));
  });
}

describe('a handler that streams', () => {
  it.each([
    ['all that it wrote', "stream.write('a'); stream.write('b'); stream.end('c');", 'abc'],
    ['nothing', 'stream.end();', ''],
    ['what it is asked', 'stream.end(JSON.stringify([event, context.functionName]));', '[{"n":1},"fn"]'],
    [
      'its metadata before its answer, and eight null bytes between',
      "stream = awslambda.HttpResponseStream.from(stream, { statusCode: 503 }); stream.setContentType('text/plain'); stream.end('no');",
      `{"statusCode":503}${'\0'.repeat(8)}no`,
    ],
    ['what comes later', "setTimeout(() => stream.end('late'), 500);", 'late'],
    ['a pipeline', "await require('stream/promises').pipeline(['a', 'b'], stream);", 'ab'],
  ])('gives %s', async (_, body, payload) => {
    await expect(streamed(body)).resolves.toMatchObject({ payload, failed: false });
  });

  it.each([
    ['that throws', "stream.write('a'); throw new TypeError('no');", 'TypeError'],
    ['that breaks its stream', "stream.destroy(new RangeError('no'));", 'RangeError'],
    ['that never ends its stream', "stream.write('a');", 'Sandbox.Timedout'],
  ])('fails %s', async (_, body, errorType) => {
    const { failed, payload } = await streamed(body);
    expect([failed, (JSON.parse(payload) as { readonly errorType: string }).errorType]).toEqual([true, errorType]);
  });
});
