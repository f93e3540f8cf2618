import { Stack } from 'aws-cdk-lib';
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
