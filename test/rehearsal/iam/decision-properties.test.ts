import fc from 'fast-check';
import { matchesPattern, readPattern } from '../../../lib/rehearsal/iam/matching/pattern';
import { decide } from './account';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const text = fc.string({ maxLength: 12 });

describe('patterns', () => {
  it('without wildcards cover themselves and nothing else', () => {
    const plain = text.filter((one) => !/[*?]/.test(one));
    fc.assert(
      fc.property(plain, plain, (pattern, other) => {
        expect(matchesPattern(readPattern(pattern), pattern)).toBe(true);
        expect(matchesPattern(readPattern(pattern), other)).toBe(pattern === other);
      }),
    );
  });

  it('cover whatever stands where a star is', () => {
    fc.assert(
      fc.property(text, text, text, (before, between, after) => {
        const literal = (part: string) => ({ kind: 'text', text: part }) as const;
        const pattern = [literal(before), { kind: 'any' } as const, literal(after)];
        expect(matchesPattern(pattern, `${before}${between}${after}`)).toBe(true);
      }),
    );
  });
});

describe('statements', () => {
  const statement = fc.record({
    Effect: fc.constant('Allow'),
    Action: fc.constantFrom('*', 'dynamodb:*', 'dynamodb:GetItem', 's3:*'),
    Resource: fc.constantFrom('*', 'arn:aws:dynamodb:*', 'arn:aws:s3:::b'),
  });
  const statements = fc.array(statement, { maxLength: 4 });

  it('that deny win over whatever allows, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(statements, statements, async (before, after) => {
        const identity = [...before, { ...EVERYTHING, Effect: 'Deny' }, ...after];
        await expect(decide({ identity })).resolves.toMatchObject({ because: 'a statement denies it' });
      }),
      { numRuns: 30 },
    );
  });

  it('that allow more never take anything away', async () => {
    await fc.assert(
      fc.asyncProperty(statements, statement, async (identity, more) => {
        const before = await decide({ identity });
        const after = await decide({ identity: [...identity, more] });
        expect(!before.allowed || after.allowed).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of a refusal allow it once they are there', async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (identity) => {
        const decision = await decide({ identity });
        if (decision.allowed) return;
        const repaired = await decide({ identity: [...identity, decision.missing.statement] });
        expect(repaired.allowed).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
