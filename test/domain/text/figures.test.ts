import { counted } from '../../../lib/domain/text/figures';

describe('a number of things', () => {
  it.each([
    [0, 'minute', '0 minutes'],
    [1, 'minute', '1 minute'],
    [2, 'call', '2 calls'],
    [1204, 'call', '1 204 calls'],
  ])('is one of them, or several: %d', (count, what, text) => {
    expect(counted(count, what)).toBe(text);
  });
});
