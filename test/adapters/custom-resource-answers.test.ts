import { customResourceAnswers } from '../../lib/adapters/custom-resource-answers';
import { input } from '../lambdas/first-release-answerer/example-requests';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
});

async function request(reply: Reply) {
  server = await loopback(() => reply);
  return { ...input.request, responseUrl: `${server.url}/bucket/key?signature=secret` };
}

const answerCustomResource = customResourceAnswers(() => true);

const refused = { status: 'FAILED', physicalResourceId: 'first-1', reason: 'Health refused it.' } as const;

describe('an answer to CloudFormation', () => {
  it('repeats what the request named, by the URL that the request gave, without a content type', async () => {
    await answerCustomResource(await request({}), refused);
    const [seen] = server?.seen ?? [];
    expect({ method: seen?.method, url: seen?.url, type: seen?.headers['content-type'] }).toEqual({
      method: 'PUT',
      url: '/bucket/key?signature=secret',
      type: '',
    });
    expect(seen?.headers['content-length']).toBe(String(seen?.body.length));
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      Status: 'FAILED',
      Reason: 'Health refused it.',
      PhysicalResourceId: 'first-1',
      StackId: input.request.stackId,
      RequestId: input.request.requestId,
      LogicalResourceId: input.request.logicalResourceId,
    });
  });

  it('goes nowhere but to CloudFormation', async () => {
    const asked = await request({});
    const answer = customResourceAnswers((url) => url !== asked.responseUrl);
    await expect(answer(asked, refused)).rejects.toThrow(/^The response URL is not CloudFormation's\.$/);
    expect(server?.seen).toEqual([]);
  });

  it('that is not taken is an error which does not tell the URL', async () => {
    const denied = answerCustomResource(await request({ status: 403 }), refused);
    await expect(denied).rejects.toThrow(/^CloudFormation's response URL answered 403\.$/);
    const nowhere = { ...input.request, responseUrl: 'http://127.0.0.1:1/secret' };
    await expect(answerCustomResource(nowhere, refused)).rejects.toThrow(
      /^CloudFormation's response URL cannot be reached: \w+\.$/,
    );
  });
});
