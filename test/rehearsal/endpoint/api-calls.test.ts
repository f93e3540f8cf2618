import { ApiCalls } from '../../../lib/rehearsal/endpoint/api-calls';
import { jsonProtocol } from '../../../lib/rehearsal/endpoint/json-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { serviceApi } from '../../../lib/rehearsal/kernel/service-api';
import type { Service } from '../../../lib/rehearsal/kernel/service';
import { type Caller, type WireRequest } from '../../../lib/rehearsal/kernel/wire';

const ROLE = 'arn:aws:iam::111122223333:role/gate';
const NOW = Date.UTC(2026, 0, 5, 9);
const KEY = { caller: { roleArn: ROLE }, accessKeyId: 'ASIAGATE', secretAccessKey: 'secret', sessionToken: 'token' };

function signed(
  signingName: string,
  { accessKeyId = 'ASIAGATE', operation = 'Say', region = 'eu-west-1' } = {},
): WireRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260105/${region}/${signingName}/aws4_request, SignedHeaders=host;x-amz-date, Signature=ab12`;
  return {
    method: 'POST',
    path: '/',
    headers: { authorization, 'x-amz-target': `Things.${operation}` },
    body: Buffer.from('{"thing":"one"}'),
  };
}

/** Calls of two services, which say their name and who called; and a list of what was asked on the way. */
function calls({ denied = false } = {}) {
  const callers: Caller[] = [];
  const asked: string[] = [];
  const service = (name: string): Service => ({
    protocol: jsonProtocol('1.0'),
    api: serviceApi(name, {
      Say: (input, { caller, operation }) => {
        callers.push(caller);
        return { name, operation, ...input };
      },
      Refuse: (_, { caller }) => {
        callers.push(caller);
        throw new ApiError('NoSuchThing', 'No such thing.', 404);
      },
    }),
    permissions: (operation, { thing }) => [{ action: `${name}:${operation}`, resource: String(thing) }],
  });
  const apis = new ApiCalls(
    { sns: service('sns'), ssm: service('ssm'), sts: service('sts') },
    {
      region: 'eu-west-1',
      now: () => NOW,
      keyOf: (accessKeyId) => (accessKeyId === 'ASIAGATE' ? KEY : undefined),
      authorize: ({ roleArn }, { action, resource }) => {
        asked.push(`${roleArn} ${action} ${resource}`);
        if (denied) throw new ApiError('AccessDeniedException', 'No.', 400);
      },
      carry: (call, perform) => {
        asked.push(`carry ${call.service}:${call.operation}`);
        return perform();
      },
    },
  );
  return { apis, callers, asked };
}

describe('a signed request', () => {
  it.each(['sns', 'ssm'])('reaches %s by its signature, and says who signed', async (name) => {
    const { apis, callers } = calls();
    const { body } = await apis.answer(signed(name));
    expect(JSON.parse(body)).toEqual({ name, operation: 'Say', thing: 'one' });
    expect(callers).toEqual([{ roleArn: ROLE }]);
  });

  it('is answered with the error of the service', async () => {
    await expect(calls().apis.answer(signed('sns', { operation: 'Refuse' }))).resolves.toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'NoSuchThing' },
    });
  });

  it('is refused by the service where its access key is nobody’s', async () => {
    const { apis, callers } = calls();
    await expect(apis.answer(signed('sns', { accessKeyId: 'AKIAOTHER' }))).resolves.toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'UnrecognizedClientException' },
    });
    expect(callers).toEqual([]);
  });

  it('stops by name at a service that is not emulated', async () => {
    await expect(calls().apis.answer(signed('kinesis'))).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      message: expect.stringContaining(`The service kinesis is not emulated. Met in a call by ${ROLE}.`) as string,
    });
  });

  it('stops by name where it is signed for another region than the account is played in', async () => {
    const { apis, callers } = calls();
    await expect(apis.answer(signed('ssm', { region: 'us-east-1' }))).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      what: 'A call of ssm in the region us-east-1, where the account is played in eu-west-1,',
      where: `a call by ${ROLE}`,
    });
    expect(callers).toEqual([]);
  });

  it('reaches STS in any region, as roles have none', async () => {
    const { body } = await calls().apis.answer(signed('sts', { region: 'us-east-1' }));
    expect(JSON.parse(body)).toMatchObject({ name: 'sts' });
  });

  it.each([
    ['no signature', {}],
    ['another kind of signature', { authorization: 'Bearer ASIAGATE' }],
  ])('stops by name with %s', async (_, headers) => {
    const { apis, callers } = calls();
    await expect(apis.answer({ ...signed('sns'), headers })).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      what: 'A call of an AWS API that is not signed',
    });
    expect(callers).toEqual([]);
  });
});

describe('a presigned address', () => {
  const get = (query: Record<string, string>, host = '127.0.0.1:1'): WireRequest => ({
    method: 'GET',
    path: `/?${new URLSearchParams(query).toString()}`,
    headers: { host },
    body: Buffer.alloc(0),
  });
  const scope = (name: string) => ({ 'X-Amz-Credential': `ASIAGATE/20260105/eu-west-1/${name}/aws4_request` });

  it('stops by name at a service that is not asked so here', async () => {
    await expect(calls().apis.answer(get(scope('sns')))).rejects.toMatchObject({ what: 'A presigned URL of sns' });
  });

  it.each([
    ['is not signed', {}, 'MissingAuthenticationToken'],
    ['is signed for another service', scope('sns'), 'SignatureDoesNotMatch'],
    ['is not wholly signed', scope('sts'), 'IncompleteSignature'],
    ['has a key of nobody', { 'X-Amz-Credential': 'AKIA/20260105/eu-west-1/sts/aws4_request' }, 'InvalidClientTokenId'],
  ])('at STS’s own host that %s is refused', async (_, query, code) => {
    const { apis, asked } = calls();
    const { headers } = await apis.answer(get(query, 'sts.eu-west-1.amazonaws.com'));
    expect(headers['x-amzn-errortype']).toBe(code);
    expect(asked).toEqual([]);
  });
});

describe('every call', () => {
  it('is carried, and allowed, before the service sees it', async () => {
    const { apis, asked } = calls();
    await apis.call('ssm', 'Say', { thing: 'two' }, { roleArn: ROLE });
    expect(asked).toEqual(['carry ssm:Say', `${ROLE} ssm:Say two`]);
  });

  it('of an operation that is not emulated stops by name before anybody is asked', async () => {
    const { apis, asked } = calls({ denied: true });
    await expect(apis.call('ssm', 'Whisper', {}, { roleArn: ROLE })).rejects.toThrow('ssm:Whisper is not emulated');
    expect(asked).toEqual([]);
  });

  it('that is denied never reaches the service', async () => {
    const { apis, callers } = calls({ denied: true });
    await expect(apis.answer(signed('sns'))).resolves.toMatchObject({
      status: 400,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
    });
    await expect(apis.call('sns', 'Say', {}, { roleArn: ROLE })).rejects.toMatchObject({ message: 'No.' });
    expect(callers).toEqual([]);
  });
});
