import { exchange } from '../../../lib/domain/gate/exchange';
import cases from '../../cases/gate/exchanges.json';

describe('what a version was asked and answered, for a person', () => {
  it.each(cases)('$name', ({ sent, seen, fixtures, expected }) => {
    expect(exchange(sent as Parameters<typeof exchange>[0], seen, fixtures)).toEqual(expected);
  });

  it('takes 500 bytes each at most, whatever the script', () => {
    const { asked, answered } = exchange({ event: '漢'.repeat(9000) }, { reply: '🐙'.repeat(9000), other: 1 });
    for (const text of [asked, answered]) {
      expect(Buffer.byteLength(JSON.stringify(text)) - 2).toBeLessThanOrEqual(500);
      expect(Buffer.byteLength(JSON.stringify(text)) - 2).toBeGreaterThan(490);
    }
  });

  it('has nothing left of a fixture where it is cut', () => {
    const { answered } = exchange({ event: 'Hi' }, `${'a'.repeat(490)}${'s3cret'.repeat(9)}`, {
      t: 's3cret'.repeat(9),
    });
    expect(answered).not.toContain('s3');
  });

  it('is said of an answer that is nested too deep for JSON to be written', () => {
    const deep = JSON.parse(`${'[1,'.repeat(200_000)}1${']'.repeat(200_000)}`) as unknown;
    expect(exchange({ event: 'Hi' }, deep)).toEqual({
      asked: 'Hi',
      answered: 'JSON that is nested too deep to be written',
    });
  });
});
