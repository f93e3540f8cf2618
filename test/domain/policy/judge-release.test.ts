import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { AskedGate } from '../../../lib/domain/release/manifest';
import { judgeRelease } from '../../../lib/domain/policy/judge-release';
import type { ReleaseType } from '../../../lib/domain/release/release-type';
import type { Requirement } from '../../../lib/domain/policy/policy';
import { isMeant } from '../../../lib/domain/policy/service-pattern';
import { attestation, person, SUBJECT } from '../attestation/example-attestations';

const gate = (kind: string, more: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name: kind, kind, phase: 'before-traffic', deadlineSeconds: 60 },
  ...more,
});

interface Given {
  readonly gates: readonly AskedGate[];
  readonly attestations: readonly Attestation[];
  readonly hasSubject: boolean;
  readonly type: ReleaseType;
}

function judged(
  requirements: readonly Requirement[],
  { gates = [], attestations = [attestation('unit')], hasSubject = true, type = 'minor' }: Partial<Given> = {},
) {
  const answers = judgeRelease({
    ...{
      functionName: 'shop-chat-1A2B',
      type,
      subject: hasSubject ? SUBJECT : undefined,
      gates,
      attestations,
      facts: undefined,
      at: 2000,
    },
    policy: { schema: 1, requirements: [...requirements] },
  });
  return answers.map(({ name, verdict: { outcome, reasons } }) => [name, outcome, reasons[0]?.code]);
}

describe('what a platform asks of a release', () => {
  it('is nothing where it asks for nothing', () => {
    expect(judged([])).toEqual([]);
  });

  it.each<[string, Requirement, readonly unknown[]]>([
    ['evidence that is there', { kind: 'evidence', checks: ['unit'] }, ['policy-evidence', 'pass', 'attested']],
    ['evidence that is not', { kind: 'evidence', checks: ['security'] }, ['policy-evidence', 'fail', 'not-attested']],
    [
      'approvals',
      { kind: 'approvals', by: ['qa-lead'], independent: false },
      ['policy-approvals', 'fail', 'not-approved'],
    ],
    ['gates', { kind: 'gates', gates: ['health'] }, ['policy-gates', 'fail', 'required-gate-missing']],
  ])('may be %s', (_, requirement, expected) => {
    expect(judged([requirement])).toEqual([expected]);
  });

  it('is of the functions that it names alone', () => {
    const other: Requirement = { kind: 'evidence', checks: ['security'], services: ['cart-*'] };
    const own: Requirement = { kind: 'evidence', checks: ['security'], services: ['cart-*', 'shop-*'] };
    expect(judged([other])).toEqual([]);
    expect(judged([own])).toHaveLength(1);
  });

  it('is of the types that it names alone', () => {
    const major: Requirement = { kind: 'evidence', checks: ['security'], types: ['hotfix', 'major'] };
    expect(judged([major])).toEqual([]);
    expect(judged([major], { type: 'major' })).toHaveLength(1);
  });

  it('is all that several of its requirements say, together, and the stricter of them', () => {
    const attestations = [attestation('unit'), attestation('qa-lead', { by: person('amy') })];
    const requirements: readonly Requirement[] = [
      { kind: 'evidence', checks: ['unit'] },
      { kind: 'evidence', checks: ['unit', 'security'] },
      { kind: 'approvals', by: ['qa-lead'], independent: false },
      { kind: 'approvals', by: ['qa-lead'], independent: true },
    ];
    expect(judged(requirements, { attestations })).toEqual([
      ['policy-evidence', 'fail', 'not-attested'],
      ['policy-approvals', 'fail', 'approver-not-comparable'],
    ]);
  });

  it('stands beside what the release asks for itself', () => {
    const gates = [gate('ci-evidence', { name: 'ci', attested: ['unit'] }), gate('health')];
    expect(judged([{ kind: 'gates', gates: ['health', 'ci-evidence'] }], { gates })).toEqual([
      ['ci', 'pass', 'attested'],
      ['policy-gates', 'pass', 'gate-there'],
    ]);
  });

  it.each<[string, Attestation['by'], Partial<AskedGate>, string, string]>([
    ['of anybody', person('amy'), { approvals: 'any' }, 'pass', 'approved'],
    [
      'of who can be told from the authors',
      person('amy'),
      { approvals: 'independent' },
      'fail',
      'approver-not-comparable',
    ],
  ])('has approvals %s where its own gate asks for them', (_, by, more, outcome, code) => {
    const gates = [gate('approvals', { attested: ['qa-lead'], ...more })];
    expect(judged([], { gates, attestations: [attestation('qa-lead', { by })] })).toEqual([
      ['approvals', outcome, code],
    ]);
  });

  it.each<[string, Partial<AskedGate>, string]>([
    ['is a shadow', { mode: 'shadow' }, 'required-gate-not-counted'],
    ['lets through what it does not know', { onInconclusive: 'proceed' }, 'required-gate-not-counted'],
    ['does so in flight, where most end so', { onInconclusive: 'proceed', phase: 'in-flight' }, 'gate-there'],
  ])('counts a gate that %s as it counts', (_, more, code) => {
    const answer = judged([{ kind: 'gates', gates: ['health'] }], { gates: [gate('health', more)] });
    expect(answer[0]?.[2]).toBe(code);
  });

  it('fails where the manifest says no subject, as nothing can be found by it', () => {
    const gates = [gate('ci-evidence', { attested: ['unit'] })];
    expect(judged([{ kind: 'evidence', checks: ['unit'] }], { gates, hasSubject: false })).toEqual([
      ['ci-evidence', 'fail', 'no-subject'],
      ['policy-evidence', 'fail', 'no-subject'],
    ]);
  });
});

describe('a pattern of functions', () => {
  it.each([
    ['shop', 'shop', true],
    ['shop', 'shop-chat', false],
    ['shop-*', 'shop-chat', true],
    ['*', 'shop', true],
    ['*-chat', 'shop-chat', true],
    ['*-chat', 'shop-chat-2', false],
    ['shop-*-live', 'shop-live', false],
    ['shop-*-live', 'shop--live', true],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'a1c2b', false],
    ['ab*ba', 'aba', false],
    ['shop.*', 'shopX', false],
  ])('%s of %s: %s', (pattern, name, expected) => {
    expect(isMeant(pattern, name)).toBe(expected);
  });
});
