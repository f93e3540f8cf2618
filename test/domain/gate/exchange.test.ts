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

  it.each([
    ['one of six characters, which may be a token', 's3cret', '(fixture t) came'],
    ['no shorter one, which may be part of any word', 's3cre', 's3cret came'],
    ['one in a list', ['none', 's3cret'], '(fixture t) came'],
    ['one in an object', { user: { key: 's3cret' } }, '(fixture t) came'],
    ['no number', 123456, 's3cret came'],
    ['nothing where there is none', null, 's3cret came'],
    ['nothing where it was not kept', undefined, 's3cret came'],
  ])('says the name of a fixture in place of its texts: %s', (_, fixture, expected) => {
    expect(exchange({ event: 'Hi' }, 's3cret came', { t: fixture }).answered).toBe(expected);
  });

  it('says it as well where half a character of the fixture was written as part of a URL', () => {
    const { answered } = exchange({ event: 'Hi' }, 'at /?t=s3cre%EF%BF%BDt', { t: 's3cre\uD83Dt' });
    expect(answered).toBe('at /?t=(fixture t)');
  });
});
