import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { CommitFacts } from '../../../lib/domain/facts/commit-facts';
import type { CodeDigest } from '../../../lib/domain/code/code-digest';
import type { ReleasedBytes } from '../../../lib/domain/code/released-bytes';
import type { AskedGate } from '../../../lib/domain/release/manifest';
import * as v from 'valibot';
import { verdictSchema } from '../../../lib/domain/gate/verdict';
import { judgeRelease } from '../../../lib/domain/policy/judge-release';
import type { ReleaseType } from '../../../lib/domain/release/release-type';
import type { Requirement } from '../../../lib/domain/policy/policy';
import { isMeant } from '../../../lib/domain/policy/service-pattern';
import { attestation, person, SUBJECT } from '../attestation/example-attestations';

const gate = (kind: string, more: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name: kind, kind, phase: 'before-traffic', deadlineSeconds: 60 },
  ...more,
});

function annotated(commits: Partial<NonNullable<CommitFacts['commits']>>): CommitFacts {
  return {
    ...{ schema: 1, sha: 'c'.repeat(40), tickets: [], annotatedAt: 1000 },
    commits: { since: 'b'.repeat(40), count: 1, authors: 1, some: [], ...commits },
  };
}

interface Given {
  readonly gates: readonly AskedGate[];
  readonly attestations: readonly Attestation[];
  readonly hasSubject: boolean;
  readonly type: ReleaseType;
  readonly facts: CommitFacts | undefined;
  readonly bytes: ReleasedBytes;
}

const OBJECT = 's3://assets/3f2a.zip';
const CODE: CodeDigest = `dirHash:${'d'.repeat(64)}`;
const AS_NAMED: ReleasedBytes = { is: 'as-named', named: OBJECT, sha256: 'c'.repeat(64) };

function judgedWhole(
  requirements: readonly Requirement[],
  {
    gates = [],
    attestations = [attestation('unit')],
    hasSubject = true,
    type = 'minor',
    facts,
    bytes = AS_NAMED,
  }: Partial<Given> = {},
) {
  const answers = judgeRelease({
    ...{
      functionName: 'shop-chat-1A2B',
      type,
      subject: hasSubject ? SUBJECT : undefined,
      gates,
      attestations,
      facts,
      schedule: {
        release: { id: 'd-1', openedAt: 1000 },
        planned: { now: 2000, shiftEnds: 2000, bakeEnds: 2000 },
        calendars: {},
        underWay: [],
      },
      bytes,
      at: 2000,
    },
    policy: { schema: 1, requirements: [...requirements] },
  });
  // What is no verdict as it has to travel would be a failure of the gate.
  for (const { verdict } of answers) v.parse(verdictSchema, verdict);
  return answers.map(({ name, verdict: { outcome, reasons } }) => [name, outcome, reasons[0]?.code]);
}

/** Without what is said of its bytes. */
function judged(...given: Parameters<typeof judgedWhole>) {
  return judgedWhole(...given).filter(([name]) => name !== 'policy-bytes');
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
    expect(judged([major]).map(([name]) => name)).toEqual(['policy-type']);
    expect(judged([major], { type: 'major' }).map(([name]) => name)).toEqual(['policy-evidence', 'policy-type']);
  });

  it.each([
    ['changes one of them', ['auth/login.ts'], 1],
    ['changes none of them', ['chat/auth/login.ts', 'auth.ts'], 0],
    ['changes nobody knows what', undefined, 1],
  ])('is of the files that it names, where a release %s', (_, paths, asked) => {
    const security: Requirement = { kind: 'evidence', checks: ['security'], paths: ['auth/*'] };
    expect(judged([security], { facts: annotated({ paths }) })).toHaveLength(asked);
  });

  it('is of all files where nobody annotated it', () => {
    const security: Requirement = { kind: 'evidence', checks: ['security'], paths: ['auth/*'] };
    expect(judged([security])).toHaveLength(1);
  });

  const BY_TYPE: Requirement = { kind: 'evidence', checks: ['unit'], types: ['minor'] };
  const answer = attestation('release-type', { by: person('amy') });

  it.each<[ReleaseType, 'patch' | 'minor' | 'major' | undefined, string, string]>([
    ['patch', 'patch', 'pass', 'type-fits'],
    ['hotfix', 'patch', 'pass', 'type-fits'],
    ['continuous', 'patch', 'pass', 'type-fits'],
    ['minor', 'minor', 'pass', 'type-fits'],
    ['major', 'minor', 'pass', 'type-fits'],
    ['patch', 'minor', 'fail', 'type-below-commits'],
    ['continuous', 'minor', 'fail', 'type-below-commits'],
    ['hotfix', 'major', 'fail', 'type-below-commits'],
    ['minor', 'major', 'fail', 'type-below-commits'],
    ['minor', undefined, 'pass', 'type-fits'],
    ['patch', undefined, 'fail', 'type-below-commits'],
  ])('holds a %s release against commits that suggest %s', (type, suggested, outcome, code) => {
    const suggests = suggested && { type: suggested, sentence: 'So they are.' };
    const facts = suggests ? annotated({ suggests }) : undefined;
    expect(judged([BY_TYPE], { type, facts }).at(-1)).toEqual(['policy-type', outcome, code]);
    const answered = judged([BY_TYPE], { type, facts, attestations: [attestation('unit'), answer] }).at(-1);
    expect(answered).toEqual(['policy-type', 'pass', outcome === 'pass' ? code : 'type-answered-for']);
  });

  it('does not ask for the type where nothing depends on it, or only of others', () => {
    expect(
      judged([
        { kind: 'evidence', checks: ['unit'] },
        { ...BY_TYPE, services: ['cart-*'] },
      ]),
    ).toHaveLength(1);
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

describe('the bytes of a release', () => {
  const asked: readonly Requirement[] = [{ kind: 'evidence', checks: ['unit'] }];
  const others: ReleasedBytes = { is: 'others', named: OBJECT, expected: 'a'.repeat(64), sha256: 'b'.repeat(64) };
  const unreadable: ReleasedBytes = { is: 'unreadable', named: OBJECT, because: 'NoSuchKey' };

  it.each<[string, readonly Requirement[], ReleasedBytes, readonly unknown[]]>([
    ['others', [], others, ['policy-bytes', 'fail', 'bytes-changed']],
    ['not to be read', [], unreadable, ['policy-bytes', 'fail', 'bytes-unreadable']],
    ['named by nobody, where it was attested', asked, { is: 'not-named' }, ['policy-bytes', 'fail', 'bytes-not-named']],
    ['as they were named, where it was attested', asked, AS_NAMED, ['policy-bytes', 'pass', 'bytes-as-named']],
    [
      'comparable with nothing',
      asked,
      { is: 'not-comparable', because: 'It is inline.' },
      ['policy-bytes', 'pass', 'bytes-not-comparable'],
    ],
  ])('are told before anything else where they are %s', (_, requirements, bytes, expected) => {
    expect(judgedWhole(requirements, { bytes })[0]).toEqual(expected);
  });

  it('need not be told where nothing attested rests on them', () => {
    const gates = [gate('ci-evidence', { name: 'ci', attested: ['unit'], mode: 'shadow' })];
    for (const bytes of [AS_NAMED, { is: 'not-named' } as const]) {
      expect(judgedWhole([], { bytes })).toEqual([]);
      expect(judgedWhole([], { bytes, gates }).map(([name]) => name)).toEqual(['ci']);
    }
  });

  it.each<[string, Partial<Attestation>, string | undefined]>([
    ['its own code', { code: CODE }, undefined],
    ['other code', { code: `dirHash:${'e'.repeat(64)}` }, 'attested-of-other-bytes'],
    ['the subject alone', {}, 'attested-of-no-bytes'],
  ])('are what evidence and approvals are counted by: what was attested of %s', (_, said, code) => {
    const requirements: readonly Requirement[] = [...asked, { kind: 'approvals', by: ['qa-lead'], independent: false }];
    const attestations = [attestation('unit', said), attestation('qa-lead', said)];
    const codes = judged(requirements, { attestations, bytes: { ...AS_NAMED, digest: CODE } }).map(([, , one]) => one);
    expect(codes).toEqual([code ?? 'attested', code ?? 'approved']);
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
