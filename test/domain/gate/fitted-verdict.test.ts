import { createHash } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import type { ComparedPair, Evidence } from '../../../lib/domain/gate/evidence';
import { fittedVerdict, verdictBytes } from '../../../lib/domain/gate/fitted-verdict';
import { verdictSchema, type Reason, type Verdict } from '../../../lib/domain/gate/verdict';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const fitted = (verdict: Verdict, most: number) => fittedVerdict(verdict, most, sha256);

const reason = (index: number, length = 20): Reason => ({ code: 'wrong', message: `${index} ${'漢'.repeat(length)}` });
const pair = (index: number, text = 'x'): ComparedPair => ({
  ...{ case: `c${index}`, question: text },
  green: { score: 1, answer: text, reason: text },
  blue: { score: 5, answer: text, reason: text },
});
const verdictOf = (reasons: readonly Reason[], evidence: Partial<Evidence> = {}): Verdict => ({
  outcome: 'fail',
  reasons,
  evidence: { source: 'a test', sampleSize: 3, windowMs: 10, figures: { slowestMs: 4 }, ...evidence },
});
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

describe('a verdict that is to be carried', () => {
  it('stays as it is where there is room for it, whatever there is of it', () => {
    const verdict = verdictOf(
      many(500, (index) => reason(index)),
      { comparisons: many(5, (index) => pair(index)) },
    );
    expect(fitted(verdict, verdictBytes(1))).toEqual(verdict);
  });

  it('has the worst first, and then says how much was left out, with its SHA-256', () => {
    const reasons = many(500, (index) => reason(index));
    const { reasons: kept, evidence } = fitted(verdictOf(reasons), 4000);
    expect(kept.slice(0, -1)).toEqual(reasons.slice(0, kept.length - 1));
    expect(kept.length).toBeGreaterThan(30);
    const leftOut = { texts: [], figures: [], reasons: reasons.slice(kept.length - 1), comparisons: [] };
    expect(kept.at(-1)).toEqual({
      code: 'cut-to-size',
      message: `Left out, as this verdict may take 4000 bytes: ${501 - kept.length} reasons; their SHA-256 is ${sha256(JSON.stringify(leftOut))}.`,
    });
    expect(evidence).toEqual(verdictOf([]).evidence);
  });

  it('has each reason with what was asked and answered, cut as every text', () => {
    const said = { asked: 'Wie viele Bände?', answered: '漢'.repeat(900) };
    const [first, ...others] = fitted(verdictOf(many(500, (index) => ({ ...reason(index), ...said }))), 20_000).reasons;
    expect(first).toEqual({ ...reason(0), ...said, answered: `${'漢'.repeat(332)}…` });
    expect(others.length).toBeGreaterThan(10);
    expect(others.at(-1)?.message).toMatch(/ reasons, \d+ ends of texts; their SHA-256/);
  });

  it('has its source cut where that is 300 KB, and still passes', () => {
    const verdict = { ...verdictOf([reason(0)], { source: 's'.repeat(300_000) }), outcome: 'pass' as const };
    const { outcome, reasons, evidence } = fitted(verdict, verdictBytes(1));
    expect([outcome, reasons[0]]).toEqual(['pass', reason(0)]);
    expect(evidence.source).toMatch(/^s{2397}…$/);
    expect(reasons[1]?.message).toContain('204600 bytes: 1 ends of texts; their SHA-256 is ');
  });

  it('has reasons beside comparisons, neither in the room of the other', () => {
    const verdict = verdictOf(
      many(500, (index) => reason(index)),
      { comparisons: many(500, (i) => pair(i, '🐙'.repeat(20))) },
    );
    const { reasons, evidence } = fitted(verdict, 10_000);
    expect(reasons.length).toBeGreaterThan(5);
    expect(evidence.comparisons?.length).toBeGreaterThan(5);
    expect(evidence.comparisons).toEqual(verdict.evidence.comparisons?.slice(0, evidence.comparisons?.length));
    expect(reasons.at(-1)?.message).toMatch(/ reasons, \d+ comparisons; their SHA-256/);
  });

  it('stays as it is with one reason and many comparisons', () => {
    const verdict = verdictOf([reason(0)], { comparisons: many(20, (index) => pair(index)) });
    expect(fitted(verdict, verdictBytes(1))).toEqual(verdict);
  });

  it('is cut where it takes a byte more than there is room for', () => {
    const verdict = verdictOf(
      many(8, (index) => reason(index)),
      { comparisons: many(8, (index) => pair(index)) },
    );
    // Counted are a comma behind each part, the quotes of the source twice, and braces around the figure.
    const needed = bytes(verdict) + 8;
    expect(fitted(verdict, needed)).toEqual(verdict);
    expect(fitted(verdict, needed - 1).reasons.at(-1)?.code).toBe('cut-to-size');
  });

  it('leaves out all that comes after what there was no room for, were it ever so short', () => {
    const long = '🐙'.repeat(60);
    const reasons = many(40, (index) => reason(index, index % 5 === 4 ? 1000 : 1));
    const comparisons = many(40, (index) => pair(index, index % 5 === 2 ? long : 'x'));
    for (const most of many(40, (step) => 3000 + step * 100)) {
      const { reasons: kept, evidence } = fitted(verdictOf(reasons, { comparisons }), most);
      expect(kept.slice(0, -1).map(({ message }) => message.split(' ')[0])).toEqual(
        many(kept.length - 1, (index) => `${index}`),
      );
      expect(evidence.comparisons?.map((one) => one.case)).toEqual(
        many(evidence.comparisons?.length ?? 0, (index) => `c${index}`),
      );
    }
  });

  it.each([
    ['whose number is beyond what is exact', 'nanoseconds', 1.7e18],
    ['whose number DynamoDB takes for zero', 'pValue', 1e-200],
    ['without a name', '', 1],
    ['with an endless name', 'n'.repeat(3000), 1],
  ])('leaves out a figure that no ledger could keep: one %s', (_, name, value) => {
    const { reasons, evidence } = fitted(
      verdictOf([reason(0)], { figures: { [name]: value, ok: 2 } }),
      verdictBytes(1),
    );
    expect(evidence.figures).toEqual({ ok: 2 });
    expect(reasons[1]?.message).toContain('1 figures');
  });

  it('keeps its reasons beside a flood of figures', () => {
    const figures = Object.fromEntries(many(10_000, (index) => [`figure${index}`, index]));
    const { reasons, evidence } = fitted(
      verdictOf(
        many(60, (index) => reason(index)),
        { figures },
      ),
      verdictBytes(20),
    );
    expect(reasons.length).toBeGreaterThan(40);
    expect(Object.keys(evidence.figures).length).toBeGreaterThan(100);
  });

  it('takes no more bytes than it may and keeps its meaning, whatever is in it', () => {
    const text = fc.oneof(
      // Halves of characters too.
      fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
      fc
        .tuple(fc.constantFrom('🐙', '漢', '"', '\n', '\u0000', '\uD83D'), fc.integer({ min: 0, max: 1200 }))
        .map(([unit, times]) => unit.repeat(times)),
    );
    const scored = fc.record({ score: fc.integer(), answer: text, reason: text });
    const verdicts = fc.record({
      outcome: fc.constantFrom('pass', 'inconclusive', 'fail'),
      reasons: fc.array(
        fc.record({ code: text, message: text, asked: text, answered: text }, { requiredKeys: ['code', 'message'] }),
        // A dozen, each with four texts of a twentieth, is more than there is ever room for.
        { minLength: 1, maxLength: 12 },
      ),
      evidence: fc.record(
        {
          ...{ source: text, sampleSize: fc.nat(), windowMs: fc.nat() },
          figures: fc.dictionary(text, fc.double(), { maxKeys: 12 }),
          comparisons: fc.array(fc.record({ case: text, question: text, green: scored, blue: scored }), {
            maxLength: 9,
          }),
        },
        { requiredKeys: ['source', 'sampleSize', 'windowMs', 'figures'] },
      ),
    });
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1500, max: 20_000 }), (verdict: Verdict, most) => {
        const result = fitted(verdict, most);
        expect(bytes(result)).toBeLessThanOrEqual(most);
        expect(v.is(verdictSchema, result)).toBe(true);
        expect(result.outcome).toBe(verdict.outcome);
        const { sampleSize, windowMs, comparisons } = result.evidence;
        expect({ sampleSize, windowMs }).toEqual({
          sampleSize: verdict.evidence.sampleSize,
          windowMs: verdict.evidence.windowMs,
        });
        expect(comparisons === undefined).toBe(verdict.evidence.comparisons === undefined);
        // The first reason, the worst, is never without a place.
        expect(result.reasons[0]?.code).not.toBe('cut-to-size');
      }),
      { numRuns: 200 },
    );
  });
});

describe('the verdicts of a phase', () => {
  it.each([1, 5, 20, 48])('of %i gates stay within 200 KB together, with what is around them', (gates) => {
    const verdict = verdictOf(
      many(2000, (index) => reason(index, 300)),
      { source: '🐙'.repeat(90_000) },
    );
    const answer = { name: 'n'.repeat(64), verdict: fitted(verdict, verdictBytes(gates)), notDone: true, attempts: 60 };
    expect(gates * bytes(answer)).toBeLessThanOrEqual(200 * 1024);
    expect(gates * bytes(answer)).toBeGreaterThan(150 * 1024);
  });
});
