import { postedByStatus, retryAfterSeconds } from '../../../lib/domain/delivery/posted';
import headers from '../../cases/delivery/retry-after.json';
import statuses from '../../cases/delivery/statuses.json';

describe('what a status of HTTP says of a post', () => {
  it.each(statuses)('is as the table has it: $name', ({ status, expected }) => {
    expect(postedByStatus(status, 'said', 5).kind).toBe(expected);
  });

  it('says how long to wait only where waiting helps', () => {
    expect(postedByStatus(429, 'busy', 5)).toEqual({ kind: 'not-now', said: 'busy', seconds: 5 });
    expect(postedByStatus(404, 'gone', 5)).toEqual({ kind: 'refused', said: 'gone' });
  });
});

describe('a header Retry-After', () => {
  it.each(headers)('is read as the table has it: $name', ({ header, expected }) => {
    expect(retryAfterSeconds(header, Date.parse('2000-01-01T00:00:00Z')) ?? null).toBe(expected);
  });

  it('may be missing', () => {
    expect(retryAfterSeconds(undefined, 0)).toBeUndefined();
  });
});
