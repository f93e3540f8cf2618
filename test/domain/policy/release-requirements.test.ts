import * as v from 'valibot';
import {
  judgeRequirement,
  requirementsOf,
  STANDARD_REQUIREMENTS,
  TeamRequirements,
} from '../../../lib/domain/policy/release-requirements';

const BEGINS = Date.UTC(2026, 10, 30, 12);
const CI = ['tests', 'coverage', 'security'];
const approvedBy = (...roles: readonly string[]) => roles.map((role) => ({ role, person: `${role}@example.com` }));
const judge = (type: keyof typeof STANDARD_REQUIREMENTS, checks: readonly string[], ...roles: readonly string[]) =>
  judgeRequirement(STANDARD_REQUIREMENTS[type], { checks, approvals: approvedBy(...roles) }, BEGINS);

describe('what a release has to have', () => {
  it.each([
    ['continuous', []],
    ['patch', ['tech-lead', 'product-owner']],
    ['minor', ['qa-lead', 'tech-lead', 'product-owner', 'release-manager']],
    ['major', ['qa-lead', 'tech-lead', 'product-owner', 'release-manager', 'executive']],
  ] as const)('is for a %s release the evidence of CI and the approvals of %j', (type, roles) => {
    expect(judge(type, CI, ...roles)).toEqual({ missing: [], owed: [] });
    expect(judge(type, [])).toEqual({
      missing: [...CI.map((check) => `the check ${check}`), ...roles.map((role) => `the approval of the ${role}`)],
      owed: [],
    });
  });

  it('is for a hotfix one approval by anybody, and the rest within a day', () => {
    expect(judge('hotfix', [])).toMatchObject({ missing: ['1 approval by anybody'] });
    expect(judge('hotfix', ['tests'], 'on-call')).toEqual({
      missing: [],
      owed: [
        'the check regression-test',
        'the check coverage',
        'the check security',
        'the approval of the tech-lead',
        'the approval of the product-owner',
      ],
      owedBy: BEGINS + 24 * 3_600_000,
    });
  });

  it('is nothing more for a hotfix that has all of it', () => {
    expect(judge('hotfix', [...CI, 'regression-test'], 'tech-lead', 'product-owner')).toEqual({
      missing: [],
      owed: [],
    });
  });

  it('counts a person who approves in two roles once', () => {
    const approvals = ['tech-lead', 'product-owner'].map((role) => ({ role, person: 'ada' }));
    const requirement = { checks: [], approvals: ['tech-lead', 'product-owner'], approvers: 2 };
    expect(judgeRequirement(requirement, { checks: [], approvals }, BEGINS).missing).toEqual([
      '1 approval by other persons',
    ]);
  });

  it('is by the word of a team where it has one, and by the standard otherwise', () => {
    const team = v.parse(TeamRequirements, { patch: { checks: ['tests'], approvals: [] } });
    const requirements = requirementsOf(team);
    expect(requirements.patch).toEqual({ checks: ['tests'], approvals: [] });
    expect(requirements.major).toBe(STANDARD_REQUIREMENTS.major);
  });

  it.each([
    ['an unknown type', { huge: { checks: [], approvals: [] } }],
    ['an unknown key', { patch: { checks: [], approvals: [], approves: 1 } }],
    ['a name that is none', { patch: { checks: ['Unit Tests'], approvals: [] } }],
    ['a name that is there twice', { patch: { checks: ['a', 'a'], approvals: [] } }],
    [
      'no time to owe it',
      { hotfix: { checks: [], approvals: [], owed: { checks: [], approvals: [], withinHours: 0 } } },
    ],
  ])('is no word of a team with %s', (_, team) => {
    expect(v.safeParse(TeamRequirements, team).success).toBe(false);
  });

  it('is in its standard form what a team may write', () => {
    expect(v.parse(TeamRequirements, STANDARD_REQUIREMENTS)).toEqual(STANDARD_REQUIREMENTS);
  });
});
