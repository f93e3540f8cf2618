import { jsonProtocol } from '../../../lib/rehearsal/endpoint/json-protocol';
import { queryProtocol } from '../../../lib/rehearsal/endpoint/query-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { type WireRequest } from '../../../lib/rehearsal/kernel/wire';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const refusal = new ApiError('ThingNotFound', 'No <thing> & no luck', 404);

function request(body: string, target?: string): WireRequest {
  const headers: Record<string, string> = target === undefined ? {} : { 'x-amz-target': target };
  return { method: 'POST', path: '/', headers, body: Buffer.from(body) };
}

describe('the JSON protocol', () => {
  const protocol = jsonProtocol('1.1');

  it('takes the operation from the header and the input from the body', () => {
    expect(protocol.read(request('{"a":1}', 'Things_20260101.Repeat'), caller)).toEqual({
      operation: 'Repeat',
      input: { a: 1 },
    });
  });

  it('takes an empty body for an input without members', () => {
    expect(protocol.read(request('', 'Things.Repeat'), caller)).toEqual({ operation: 'Repeat', input: {} });
  });

  it('answers in JSON', () => {
    expect(protocol.answer({ b: 2 }, 'Repeat')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: '{"b":2}',
    });
  });

  it("refuses by AWS's name of the error", () => {
    expect(protocol.refuse(refusal)).toEqual({
      status: 404,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': 'ThingNotFound' },
      body: '{"__type":"ThingNotFound","message":"No <thing> & no luck"}',
    });
  });
});

describe('the query protocol', () => {
  it('takes the operation and the input from a form', () => {
    expect(queryProtocol.read(request('Action=Repeat&Name=a%20b&Text=1+%3C+2'), caller)).toEqual({
      operation: 'Repeat',
      input: { Name: 'a b', Text: '1 < 2' },
    });
  });

  it('answers in XML', () => {
    expect(queryProtocol.answer({ Name: 'a b', Text: '1 < 2' }, 'Repeat')).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<RepeatResponse><RepeatResult><Name>a b</Name><Text>1 &#60; 2</Text></RepeatResult><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></RepeatResponse>',
    });
  });

  it("refuses by AWS's name of the error", () => {
    expect(queryProtocol.refuse(refusal)).toEqual({
      status: 404,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>ThingNotFound</Code><Message>No &#60;thing&#62; &#38; no luck</Message></Error></ErrorResponse>',
    });
  });
});
