import type { ApiError } from '../kernel/api-error';
import type { WireProtocol, WireRequest } from '../kernel/wire';

/**
 * STS speaks AWS's query protocol, by GET too, as a presigned URL is asked for. It answers in JSON where `Accept` says
 * so, by the names of the XML.
 *
 * @param query the query protocol, which reads a form and answers in XML
 */
export function stsProtocol(query: WireProtocol): WireProtocol {
  return {
    read: (request, caller) => (request.method === 'GET' ? readUrl(request) : query.read(request, caller)),
    answer: (output, operation, request) => {
      if (!asksForJson(request)) return query.answer(output, operation);
      return json(200, {
        [`${operation}Response`]: {
          [`${operation}Result`]: output,
          ResponseMetadata: { RequestId: 'rehearsal' },
        },
      });
    },
    refuse: (error, request) => (asksForJson(request) ? refuseInJson(error) : query.refuse(error)),
  };
}

function readUrl({ path }: WireRequest): ReturnType<WireProtocol['read']> {
  const { Action: operation = '', ...rest } = Object.fromEntries(new URL(path, 'http://sts').searchParams);
  const input = Object.fromEntries(Object.entries(rest).filter(([name]) => !/^x-amz-/i.test(name)));
  return { operation, input };
}

function asksForJson(request: WireRequest | undefined): boolean {
  return request?.headers.accept?.includes('application/json') === true;
}

function refuseInJson({ code, message, statusCode }: ApiError) {
  return json(statusCode, { Error: { Code: code, Message: message, Type: 'Sender' }, RequestId: 'rehearsal' });
}

function json(status: number, body: unknown) {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
