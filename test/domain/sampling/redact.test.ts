import fc from 'fast-check';
import { redact } from '../../../lib/domain/sampling/redact';
import { sampleCases } from '../../../lib/domain/sampling/sample-cases';
import cases from '../../cases/quality/redactions.json';

describe('redaction', () => {
  it.each(cases)('handles $name', ({ text, left }) => {
    expect(redact(text).text).toBe(left);
  });

  it('leaves nothing of an e-mail address anywhere in a text', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.lorem(), fc.lorem(), (address, before, after) => {
        expect(redact(`${before} ${address} ${after}`).text).not.toContain(address);
      }),
    );
  });

  it('finds nothing more in what it left', () => {
    for (const { text } of cases) {
      const once = redact(text).text;
      expect(redact(once)).toEqual({ text: once, found: [] });
    }
  });
});

describe('a sample', () => {
  const held = Array.from({ length: 50 }, (_, number) => [`Question number ${number}?`, 'Thanks.']);
  const how = { size: 10, seed: 1, redacted: true };

  it('has so many different conversations, with keys that are different too', () => {
    const { cases: drawn, different } = sampleCases([...held, ...held], how);
    expect(different).toBe(50);
    expect(drawn).toHaveLength(10);
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(10);
    for (const { key, turns } of drawn) {
      expect(key).toMatch(/^sampled-[a-z0-9]+(-[0-9]+)?$/);
      expect(held).toContainEqual(turns);
    }
  });

  it('is the same in any order of the transcripts, and another with another seed', () => {
    expect(sampleCases([...held].reverse(), how)).toEqual(sampleCases(held, how));
    expect(sampleCases(held, { ...how, seed: 2 })).not.toEqual(sampleCases(held, how));
  });

  it('has all there are where there are fewer', () => {
    expect(sampleCases(held, { ...how, size: 90 }).cases).toHaveLength(50);
  });

  it('says what was taken out, and takes nothing out where it may not', () => {
    const written = [['I am at a@example.com', 'or b@example.com, +44 20 7946 0958']];
    expect(sampleCases(written, how)).toMatchObject({
      cases: [{ turns: ['I am at [email]', 'or [email], [phone]'] }],
      redacted: { email: 2, phone: 1 },
    });
    expect(sampleCases(written, { ...how, redacted: false })).toMatchObject({
      cases: [{ turns: written[0] }],
      redacted: {},
    });
  });
});
