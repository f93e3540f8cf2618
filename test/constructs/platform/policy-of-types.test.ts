import { Duration, Stack } from 'aws-cdk-lib';
import { Requirement } from 'sluice';
import { boundPolicy } from '../../../lib/constructs/platform/bound-policy';
import { readPolicy } from '../../../lib/domain/policy/policy';
import { requiredOf } from '../../../lib/domain/policy/required';
import type { ReleaseType } from '../../../lib/domain/release/release-type';

describe('what is usual for each type of release', () => {
  const { policy, attested, problems } = boundPolicy(new Stack(), Requirement.ofTypes({ securityPaths: ['auth/*'] }));

  it('is a policy that can be published and read', () => {
    expect(problems).toEqual([]);
    expect(readPolicy(JSON.stringify(policy))).toEqual({ policy });
    expect(attested).toEqual(expect.arrayContaining(['unit', 'executive', 'hotfix-approver', 'security-lead']));
  });

  const CI = ['unit', 'coverage', 'security'];

  it.each<[ReleaseType, readonly string[], readonly string[]]>([
    ['continuous', CI, []],
    ['patch', CI, ['tech-lead', 'product-owner']],
    ['minor', CI, ['tech-lead', 'product-owner', 'qa-lead', 'release-manager']],
    ['major', CI, ['tech-lead', 'product-owner', 'qa-lead', 'release-manager', 'executive']],
    ['hotfix', [], ['hotfix-approver']],
  ])('is for a %s release that CI attests %j and people approve as %j', (type, checks, by) => {
    const facts = (paths: readonly string[]) => ({
      ...{ schema: 1 as const, sha: 'c'.repeat(40), tickets: [], annotatedAt: 0 },
      commits: { since: 'b'.repeat(40), count: 1, authors: 1, some: [], paths },
    });
    const required = (paths: readonly string[]) =>
      requiredOf(policy, { functionName: 'chat', type, facts: facts(paths) });
    expect(required(['chat/a.ts'])).toMatchObject({ checks, approvals: { by, independent: by.length > 0 } });
    expect(required(['auth/a.ts']).approvals.by).toEqual(type === 'hotfix' ? by : [...by, 'security-lead']);
  });

  it('is for a hotfix that the rest is there within a day', () => {
    const owedBy = (type: ReleaseType) => requiredOf(policy, { functionName: 'chat', type, facts: undefined }).owed;
    const within = (kinds: readonly string[]) => kinds.map((kind) => ({ kind, withinHours: 24 }));
    expect(owedBy('hotfix')).toEqual({
      checks: within(['regression-test', ...CI]),
      approvals: within(['tech-lead', 'product-owner']),
    });
    for (const type of ['continuous', 'patch', 'minor', 'major'] as const)
      expect(owedBy(type)).toEqual({ checks: [], approvals: [] });
    expect(attested).toContain('regression-test');
  });

  it.each([Duration.minutes(90), Duration.hours(0), Duration.days(31)])('owes nothing for %s', (owedWithin) => {
    const { policy: kept, problems: wrong } = boundPolicy(new Stack(), [
      Requirement.evidence({ checks: ['unit'], owedWithin }),
      Requirement.approvals({ by: ['qa-lead'], owedWithin }),
    ]);
    expect(wrong).toHaveLength(2);
    expect(wrong.join()).toContain('`owedWithin` must be from 1 to 720 whole hours');
    expect(JSON.stringify(kept)).not.toContain('owed');
  });

  it('may owe for a while what it names', () => {
    const later = [Requirement.approvals({ by: ['qa-lead'], owedWithin: Duration.days(30), independent: false })];
    expect(boundPolicy(new Stack(), later)).toMatchObject({
      problems: [],
      policy: { requirements: [{ kind: 'approvals', by: ['qa-lead'], owedWithinHours: 720 }] },
    });
  });

  it.each<[string, () => Requirement[], string]>([
    [
      'a type that is none',
      () => [Requirement.evidence({ checks: ['unit'], types: ['tiny'] })],
      '`types` must be of continuous, hotfix',
    ],
    ['no type', () => [Requirement.evidence({ checks: ['unit'], types: [] })], '`types` must name types of release'],
    ['no path', () => [Requirement.gates({ kinds: ['health'], paths: [''] })], '`paths` must name files'],
  ])('cannot be for %s', (_, make, says) => {
    expect(boundPolicy(new Stack(), make()).problems.join()).toContain(says);
  });
});
