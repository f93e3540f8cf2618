import * as v from 'valibot';
import { httpApiEvent, httpRequestSchema, readHttpAnswer } from '../../../lib/domain/suite/http-request';
import cases from '../../cases/suite/http-requests.json';

const AT = Date.UTC(2026, 0, 1);

describe('a request to an HTTP API', () => {
  it.each(cases.events)('becomes the event of payload format 2.0: $name', ({ request, event }) => {
    const made = httpApiEvent(v.parse(httpRequestSchema, request), 'chat', AT);
    expect(made).toMatchObject(event);
    // Headers are compared whole: one more would be a lie about the request.
    expect(made.headers).toEqual(event.headers);
  });

  it('has only the keys that the event of a plain GET has', () => {
    expect(httpApiEvent({}, 'chat', AT)).toStrictEqual(cases.events[0]?.event);
  });

  it.each(cases.refused)('is refused for $name', ({ request }) => {
    expect(v.safeParse(httpRequestSchema, request).success).toBe(false);
  });
});

describe('the answer of an HTTP API', () => {
  it.each(cases.answers)('is read: $name', ({ payload, read }) => {
    expect(readHttpAnswer(payload)).toEqual(read);
  });
});
