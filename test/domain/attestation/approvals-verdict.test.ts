import fc from 'fast-check';
import { approvalsVerdict } from '../../../lib/domain/attestation/approvals-verdict';
import { assignedApprovals } from '../../../lib/domain/attestation/assigned-approvals';
import { independenceOf } from '../../../lib/domain/attestation/independence';
import { facts } from '../facts/example-facts';
import { attestation, person, SUBJECT, CI } from './example-attestations';

function byAuthors(...emails: readonly (string | undefined)[]) {
  const some = emails.map((email, index) => ({ sha: `c${index}`, at: 1, author: 'someone', email, subject: 'fix' }));
  return facts({ commits: { since: 'c9', count: emails.length, authors: emails.length, some } });
}

const known = byAuthors('amy@example.com');
const approval = (kind: string, name: string, said: Parameters<typeof attestation>[1] = {}) =>
  attestation(kind, { by: person(name), ...said });
const verdict = (
  attestations: readonly ReturnType<typeof attestation>[],
  { by = ['tech-lead', 'product-owner'], independent = true, of = known } = {},
) => approvalsVerdict({ by, independent }, SUBJECT, attestations, { facts: of, at: 2000 });

describe('the approvals that a gate asks for', () => {
  it('pass where each is given, each by somebody else who wrote none of it', () => {
    const { outcome, reasons, evidence } = verdict([approval('tech-lead', 'tom'), approval('product-owner', 'pat')]);
    expect(outcome).toBe('pass');
    expect(reasons.map(({ message }) => message)).toEqual([
      `Approved as \`tech-lead\` at 00:00 UTC by ${person('tom').arn}: tech-lead is in order.`,
      `Approved as \`product-owner\` at 00:00 UTC by ${person('pat').arn}: product-owner is in order.`,
    ]);
    expect(evidence.sampleSize).toBe(2);
  });

  it.each([
    ['nobody gave it', [], 'not-approved'],
    ['it is expired', [approval('tech-lead', 'tom', { expiresAt: 2000 })], 'approval-expired'],
    ['it was refused', [approval('tech-lead', 'tom', { outcome: 'fail' as const })], 'approval-refused'],
    [
      'it was refused by another since',
      [approval('tech-lead', 'tom'), approval('tech-lead', 'tim', { at: 1500, outcome: 'fail' as const })],
      'approval-refused',
    ],
    ['it is of an author', [approval('tech-lead', 'amy')], 'approved-by-author'],
    ['it is of an author who writes the address otherwise', [approval('tech-lead', 'Amy')], 'approved-by-author'],
    ['nobody can tell whose session it was', [attestation('tech-lead', { by: CI })], 'approver-not-comparable'],
    ['it is another’s, of something else', [approval('qa-lead', 'tom')], 'not-approved'],
  ])('fail where %s', (_, attested, code) => {
    const { outcome, reasons } = verdict(attested, { by: ['tech-lead'] });
    expect([outcome, reasons.map((reason) => reason.code)]).toEqual(['fail', [code]]);
  });

  it('fail where one person gives two', () => {
    const { outcome, reasons } = verdict([approval('tech-lead', 'tom'), approval('product-owner', 'tom')]);
    expect([outcome, reasons.map(({ code }) => code)]).toEqual(['fail', ['approved-twice']]);
  });

  it.each([
    ['another role', 'arn:aws:sts::111122223333:assumed-role/TechLead/tom@example.com', 'tom@example.com'],
    ['another account', 'arn:aws:sts::444455556666:assumed-role/Staff/tom@example.com', 'tom@example.com'],
    ['letters of another case', 'arn:aws:sts::111122223333:assumed-role/Staff/Tom@Example.com', 'tom@example.com'],
    ['another role, where the session is no address', 'arn:aws:sts::111122223333:assumed-role/TechLead/tom', 'tom'],
    ['another path, as a user', 'arn:aws:iam::111122223333:user/leads/tom', 'tom'],
  ])('fail where one person gives two by %s', (_, arn, session) => {
    const lead = attestation('tech-lead', { by: { arn, account: '111122223333' } });
    const owner = attestation('product-owner', {
      by: { arn: `arn:aws:sts::111122223333:assumed-role/Owner/${session}`, account: '111122223333' },
    });
    const { outcome, reasons } = verdict([lead, owner], { independent: false });
    expect([outcome, reasons.map(({ code }) => code)]).toEqual(['fail', ['approved-twice']]);
  });

  it('pass where who gave two is needed for one of them only', () => {
    const given = [approval('tech-lead', 'tom'), approval('product-owner', 'tom'), approval('tech-lead', 'tim')];
    expect(verdict(given).outcome).toBe('pass');
    expect(verdict(given.toReversed()).outcome).toBe('pass');
  });

  it('may be an author’s where the platform says so', () => {
    expect(verdict([approval('tech-lead', 'amy')], { by: ['tech-lead'], independent: false }).outcome).toBe('pass');
  });
});

describe('independence', () => {
  it.each([
    ['an author', byAuthors('tom@example.com', 'amy@example.com'), 'author'],
    ['nobody of the authors', byAuthors('amy@example.com'), 'independent'],
    ['unknown where no commit is known', facts({}), 'unknown'],
    ['unknown where a commit has no address', byAuthors('amy@example.com', undefined), 'unknown'],
    ['unknown where nobody annotated', undefined, 'unknown'],
  ])('is of %s', (_, of, expected) => {
    expect(independenceOf(person('tom'), of)).toBe(expected);
  });

  it('is unknown where there are more commits than are known', () => {
    const { commits } = byAuthors('amy@example.com');
    expect(independenceOf(person('tom'), facts({ commits: { ...commits!, count: 2 } }))).toBe('unknown');
  });
});

describe('the assignment of approvals', () => {
  const PEOPLE = ['a', 'b', 'c', 'd'];
  const KINDS = ['k1', 'k2', 'k3', 'k4'];
  const given = fc.array(fc.subarray(PEOPLE), { minLength: KINDS.length, maxLength: KINDS.length });

  /** By trying everybody for each kind. */
  function most(rest: readonly (readonly string[])[], taken: ReadonlySet<string>): number {
    const [people, ...others] = rest;
    if (!people) return 0;
    const without = most(others, taken);
    return people
      .filter((one) => !taken.has(one))
      .reduce((best, one) => Math.max(best, 1 + most(others, new Set([...taken, one]))), without);
  }

  it('has as many kinds as there can be, each by another who gave it', () => {
    fc.assert(
      fc.property(given, (people) => {
        const candidates = new Map(
          KINDS.map((kind, index) => [kind, people[index]!.map((name) => attestation(kind, { by: person(name) }))]),
        );
        const assigned = assignedApprovals(candidates);
        expect(assigned.size).toBe(most(people, new Set()));
        expect(new Set([...assigned.values()].map(({ by }) => by.arn)).size).toBe(assigned.size);
        for (const [kind, one] of assigned) expect(candidates.get(kind)).toContain(one);
      }),
    );
  });
});
