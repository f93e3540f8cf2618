import { jsonProtocol } from '../../../lib/rehearsal/endpoint/json-protocol';
import { queryProtocol } from '../../../lib/rehearsal/endpoint/query-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { type ServiceApi, type WireRequest } from '../../../lib/rehearsal/kernel/wire';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

/** A service that repeats what it was asked, or fails as its operation says. */
const api: ServiceApi = (operation, input, { roleArn }) => {
  if (operation === 'Refuse') throw new ApiError('ThingNotFound', 'No <thing> & no luck', 404);
  if (operation === 'Unknown') throw new NotEmulated('things:Unknown', roleArn);
  return Promise.resolve({ operation, ...input });
};

function request(body: string, target?: string): WireRequest {
  const headers: Record<string, string> = target === undefined ? {} : { 'x-amz-target': target };
  return { method: 'POST', path: '/', headers, body: Buffer.from(body) };
}

describe('the JSON protocol', () => {
  const wire = jsonProtocol(api, '1.1');

  it('takes the operation from the header and speaks JSON', async () => {
    await expect(wire(request('{"a":1}', 'Things_20260101.Repeat'), caller)).resolves.toEqual({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: '{"operation":"Repeat","a":1}',
    });
  });

  it('takes an empty body for an input without members', async () => {
    await expect(wire(request('', 'Things.Repeat'), caller)).resolves.toMatchObject({ body: '{"operation":"Repeat"}' });
  });

  it("answers with an error by AWS's name", async () => {
    await expect(wire(request('{}', 'Things.Refuse'), caller)).resolves.toEqual({
      status: 404,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': 'ThingNotFound' },
      body: '{"__type":"ThingNotFound","message":"No <thing> & no luck"}',
    });
  });

  it('answers nothing where the rehearsal must stop', async () => {
    await expect(wire(request('{}', 'Things.Unknown'), caller)).rejects.toThrow('things:Unknown is not emulated');
  });
});

describe('the query protocol', () => {
  const wire = queryProtocol(api);

  it('takes a form and speaks XML', async () => {
    await expect(wire(request('Action=Repeat&Name=a%20b&Text=1+%3C+2'), caller)).resolves.toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<RepeatResponse><RepeatResult><operation>Repeat</operation><Name>a b</Name><Text>1 &#60; 2</Text></RepeatResult><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></RepeatResponse>',
    });
  });

  it("answers with an error by AWS's name", async () => {
    await expect(wire(request('Action=Refuse'), caller)).resolves.toEqual({
      status: 404,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>ThingNotFound</Code><Message>No &#60;thing&#62; &#38; no luck</Message></Error></ErrorResponse>',
    });
  });

  it('answers nothing where the rehearsal must stop', async () => {
    await expect(wire(request('Action=Unknown'), caller)).rejects.toThrow('things:Unknown is not emulated');
  });
});
