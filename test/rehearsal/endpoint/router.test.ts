import { routeBySignature } from '../../../lib/rehearsal/endpoint/router';
import { type Caller, type WireRequest, type WireService } from '../../../lib/rehearsal/kernel/wire';

const ROLE = 'arn:aws:iam::111122223333:role/gate';

function signed(signingName: string, accessKeyId = 'ASIAGATE'): WireRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260105/eu-west-1/${signingName}/aws4_request, SignedHeaders=host;x-amz-date, Signature=ab12`;
  return { method: 'POST', path: '/', headers: { authorization }, body: Buffer.from('') };
}

/** A router for two services, which say their name and who called. */
function router() {
  const callers: Caller[] = [];
  const service =
    (body: string): WireService =>
    (_, caller) => {
      callers.push(caller);
      return Promise.resolve({ status: 200, headers: {}, body });
    };
  const route = routeBySignature({ sns: service('topics'), ssm: service('parameters') }, (accessKeyId) =>
    accessKeyId === 'ASIAGATE' ? ROLE : undefined,
  );
  return { route, callers };
}

describe('the endpoint that stands for AWS', () => {
  it.each([
    ['sns', 'topics'],
    ['ssm', 'parameters'],
  ])('knows %s by the signature, and who signed', async (signingName, body) => {
    const { route, callers } = router();
    await expect(route(signed(signingName))).resolves.toMatchObject({ body });
    expect(callers).toEqual([{ roleArn: ROLE }]);
  });

  it('stops by name at a service that is not emulated', async () => {
    await expect(router().route(signed('kinesis'))).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      message: expect.stringContaining(`The service kinesis is not emulated. Met in a call by ${ROLE}.`) as string,
    });
  });

  it.each([
    ['a key that was never issued', signed('sns', 'ASIAOTHER')],
    ['no signature', { ...signed('sns'), headers: {} }],
    ['another kind of signature', { ...signed('sns'), headers: { authorization: 'Bearer ASIAGATE' } }],
  ])('does not take %s', async (_, request) => {
    const { route, callers } = router();
    await expect(route(request)).rejects.toMatchObject({ code: 'UnrecognizedClientException', statusCode: 403 });
    expect(callers).toEqual([]);
  });
});
