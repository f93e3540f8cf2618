import * as fc from 'fast-check';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { CodeDigest } from '../../../lib/domain/code/code-digest';
import { verdictSchema } from '../../../lib/domain/gate/verdict';
import { judgeRelease } from '../../../lib/domain/policy/judge-release';
import type { Judging } from '../../../lib/domain/policy/judging';
import { debtsOf } from '../../../lib/domain/policy/owed';
import { readPolicy, type Requirement } from '../../../lib/domain/policy/policy';
import { requiredOf } from '../../../lib/domain/policy/required';
import * as v from 'valibot';
import { attestation, person, SUBJECT } from '../attestation/example-attestations';

const HOUR = 3_600_000;
const OPENED = 2000;
const CODE: CodeDigest = `dirHash:${'d'.repeat(64)}`;
const OTHER: CodeDigest = `dirHash:${'e'.repeat(64)}`;

const evidence = (checks: string[], owedWithinHours?: number): Requirement => ({
  ...{ kind: 'evidence', checks },
  ...(owedWithinHours === undefined ? {} : { owedWithinHours }),
});
const approvals = (by: string[], owedWithinHours?: number): Requirement => ({
  ...{ kind: 'approvals', by, independent: false },
  ...(owedWithinHours === undefined ? {} : { owedWithinHours }),
});

const HOTFIX = [approvals(['hotfix-approver']), evidence(['regression-test'], 24), approvals(['tech-lead'], 24)];

function judging(requirements: readonly Requirement[], attestations: readonly Attestation[]): Judging {
  return {
    ...{ functionName: 'chat', type: 'hotfix', subject: SUBJECT, gates: [], facts: undefined, at: OPENED + 1 },
    policy: { schema: 1, requirements: [...requirements] },
    ...{ attestations, openedAt: OPENED },
    bytes: { is: 'as-named', named: 's3://assets/3f2a.zip', sha256: 'c'.repeat(64), digest: CODE },
  };
}

function owed(requirements: readonly Requirement[], attestations: readonly Attestation[]) {
  const given = judging(requirements, attestations);
  const verdict = judgeRelease(given).find(({ name }) => name === 'policy-owed')?.verdict;
  // A pass that saw nothing would be a failure of the gate.
  if (verdict) v.parse(verdictSchema, verdict);
  const debts = debtsOf(given, requiredOf(given.policy, given));
  return {
    said: verdict && [verdict.outcome, ...verdict.reasons.map(({ code }) => code)],
    texts: verdict?.reasons.map(({ message }) => message),
    due: debts.map(({ dueAt }) => (dueAt - OPENED) / HOUR),
    debts,
  };
}

const of = (kind: string, said: Partial<Attestation> = {}) => attestation(kind, { code: CODE, ...said });
const amy = { by: person('amy') };
const HAS = [of('hotfix-approver', { by: person('hal') })];

describe('what a release may be without for a while', () => {
  it.each<[string, readonly Attestation[], readonly string[], readonly number[]]>([
    ['nothing of it is there', HAS, ['pass', 'owed', 'owed'], [24]],
    ['one of it is', [...HAS, of('regression-test')], ['pass', 'owed'], [24]],
    ['all of it is', [...HAS, of('regression-test'), of('tech-lead', amy)], ['pass', 'attested', 'approved'], []],
    [
      'one has run out',
      [...HAS, of('regression-test', { expiresAt: 1500 }), of('tech-lead', amy)],
      ['pass', 'owed'],
      [24],
    ],
    [
      'one is of other bytes',
      [...HAS, of('regression-test', { code: OTHER }), of('tech-lead', amy)],
      ['pass', 'owed'],
      [24],
    ],
    [
      'one approves twice',
      [of('hotfix-approver', amy), of('regression-test'), of('tech-lead', amy)],
      ['pass', 'owed'],
      [24],
    ],
    ['a check failed', [...HAS, of('regression-test', { outcome: 'fail' })], ['fail', 'attested-failure'], [24]],
    ['somebody refused', [...HAS, of('tech-lead', { ...amy, outcome: 'fail' })], ['fail', 'approval-refused'], [24]],
  ])('is judged where %s', (_, attestations, said, due) => {
    expect(owed(HOTFIX, attestations)).toMatchObject({ said, due });
  });

  it('is named, with the time by which it has to be there', () => {
    const { texts = [] } = owed([evidence(['regression-test'], 24)], []);
    expect(texts).toEqual([
      expect.stringContaining('`regression-test` is owed until 1970-01-02T00:00:02.000Z. Nobody'),
    ]);
  });

  it('asks for nothing where nothing may be later', () => {
    expect(owed([evidence(['unit'])], [])).toMatchObject({ said: undefined, due: [] });
  });

  it('has to be there at once where another requirement says so', () => {
    expect(owed([evidence(['unit'], 24), evidence(['unit'])], [])).toMatchObject({ said: undefined, due: [] });
  });

  it('is owed by the earliest time that a requirement says, each time apart', () => {
    const { due, debts } = owed([evidence(['a', 'b'], 48), evidence(['b', 'c'], 4), approvals(['lead'], 48)], []);
    expect(due).toEqual([4, 48]);
    expect(debts).toEqual([
      expect.objectContaining({
        code: CODE,
        checks: ['b', 'c'],
        approvals: { by: [], independent: false, beside: [] },
      }),
      expect.objectContaining({ checks: ['a'], approvals: { by: ['lead'], independent: false, beside: [] } }),
    ]);
  });

  it('stops a release of which nobody knows the subject', () => {
    const judged = judgeRelease({ ...judging([evidence(['unit'], 24)], []), subject: undefined });
    expect(judged.find(({ name }) => name === 'policy-owed')?.verdict.reasons[0]?.code).toBe('no-subject');
  });

  it('rests on the bytes, so a release of which nobody named them is stopped', () => {
    const judged = judgeRelease({ ...judging([evidence(['unit'], 24)], []), bytes: { is: 'not-named' } });
    expect(judged[0]).toMatchObject({ name: 'policy-bytes', verdict: { outcome: 'fail' } });
  });

  it('is kept exactly where the verdict says that something is owed, whatever was attested', () => {
    const kinds = ['regression-test', 'tech-lead', 'hotfix-approver'];
    const some = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        expiresAt: fc.constantFrom(1500, 9000),
        by: fc.constantFrom('a', 'b'),
      }),
    );
    fc.assert(
      fc.property(some, (given) => {
        const attestations = given.map(({ kind, expiresAt, by }) => of(kind, { expiresAt, by: person(by) }));
        const { said, due } = owed(HOTFIX, attestations);
        expect(said?.[0]).toBe('pass');
        expect(due.length > 0).toBe(said?.includes('owed'));
      }),
    );
  });

  it.each([0, 721, 1.5])('cannot be %d hours by a policy', (owedWithinHours) => {
    expect(
      readPolicy(JSON.stringify({ schema: 1, requirements: [evidence(['unit'], owedWithinHours)] })),
    ).toHaveProperty('problem');
  });
});
