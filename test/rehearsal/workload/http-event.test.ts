import { httpEvent } from '../../../lib/rehearsal/workload/http-event';

const AT = Date.UTC(2026, 0, 5, 9);

describe('the event of a customer’s request', () => {
  it('is that of an HTTP API with payload format 2.0', () => {
    const request = {
      method: 'POST',
      path: '/chat?lang=de&q=a%20b',
      headers: { 'X-Session': 's1' },
      body: { text: 'hello' },
    };
    expect(httpEvent(request, { number: 3, at: AT })).toEqual({
      version: '2.0',
      routeKey: 'POST /chat',
      rawPath: '/chat',
      rawQueryString: 'lang=de&q=a%20b',
      headers: { 'content-type': 'application/json', 'x-session': 's1' },
      queryStringParameters: { lang: 'de', q: 'a b' },
      requestContext: {
        http: {
          method: 'POST',
          path: '/chat',
          protocol: 'HTTP/1.1',
          sourceIp: '198.51.100.1',
          userAgent: 'customer',
        },
        requestId: 'request-3',
        routeKey: 'POST /chat',
        stage: '$default',
        timeEpoch: AT,
      },
      body: '{"text":"hello"}',
      isBase64Encoded: false,
    });
  });

  it('is another request where it is sent again, of the same number', () => {
    const request = { method: 'GET', path: '/${n}', headers: {} };
    expect(httpEvent(request, { number: 3, at: AT, retry: 2 })).toMatchObject({
      rawPath: '/3',
      requestContext: { requestId: 'request-3-again-2' },
    });
  });

  it('has neither a query nor a body where the request has none', () => {
    const event = httpEvent({ method: 'GET', path: '/', headers: {} }, { number: 1, at: AT });
    expect(event).toMatchObject({ rawPath: '/', rawQueryString: '' });
    expect(Object.keys(event as object)).not.toEqual(expect.arrayContaining(['queryStringParameters']));
    expect(Object.keys(event as object)).not.toEqual(expect.arrayContaining(['body']));
  });

  it.each([
    ['what the path leaves to it', '/chat', 'lang=de&q=a%20b%26c'],
    ['what the path has of it already', '/chat?page=2', 'page=2&lang=de&q=a%20b%26c'],
  ])('has the query that the request says, after %s', (_, path, rawQueryString) => {
    const query = { lang: 'de', q: 'a b&c' };
    const event = httpEvent({ method: 'GET', path, headers: {}, query }, { number: 1, at: AT });
    expect(event).toMatchObject({ rawPath: '/chat', rawQueryString, queryStringParameters: query });
  });

  it('lets a text be its body as it is', () => {
    expect(httpEvent({ method: 'POST', path: '/', headers: {}, body: 'plain' }, { number: 1, at: AT })).toMatchObject({
      body: 'plain',
    });
  });

  it('lets a request say its own content type', () => {
    const headers = { 'Content-Type': 'text/plain' };
    expect(httpEvent({ method: 'POST', path: '/', headers }, { number: 1, at: AT })).toMatchObject({
      headers: { 'content-type': 'text/plain' },
    });
  });

  it('has the number of the request wherever the request asks for it', () => {
    const request = {
      method: 'POST',
      path: '/chat/${n}?from=${n}',
      headers: { 'x-session': 'session-${n}' },
      body: { text: 'number ${n} of ${n}' },
    };
    expect(httpEvent(request, { number: 12, at: AT })).toMatchObject({
      rawPath: '/chat/12',
      rawQueryString: 'from=12',
      headers: { 'x-session': 'session-12' },
      body: '{"text":"number 12 of 12"}',
    });
  });
});
