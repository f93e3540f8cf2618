import { gateKey, releaseKey } from '../../lib/domain/release/ledger-items';
import type { RehearsalResult, ReleaseObservation } from '../../lib/rehearsal';
import { makeReport } from '../../lib/report/make-report';
import { observedRelease, START, undeployedRelease } from './observed-release';

const GATE = {
  name: 'health',
  phase: 'before-traffic',
  mode: 'enforce',
  verdict: {
    outcome: 'pass',
    reasons: [{ code: 'probes-passed', message: '3 of 3 probes passed.' }],
    evidence: { source: 'probes of the green version', sampleSize: 3, windowMs: 30, figures: { slowestMs: 12 } },
  },
  at: 1,
} as const;

function resultWith(observed: ReleaseObservation, ledgerState?: string): RehearsalResult {
  const id = 'd-AAAAAAAAA';
  const release = {
    ...{ id, functionName: 'Chat', aliasName: 'live', blue: '1', green: '2', deploymentGroup: 'Group', openedAt: 0 },
    ...{ state: ledgerState, decidedBy: 'gates', reasons: [], revision: 3 },
  };
  const items = [
    { ...gateKey(id, GATE.phase, GATE.name), gate: GATE },
    { ...releaseKey(id), release },
  ];
  return {
    seed: 7,
    assumptions: ['A call takes 10 ms.'],
    releases: [observed],
    stacks: [],
    idleFaults: [],
    playedMs: 60_000,
    parameters: new Map([
      ['/sluice/default/ledger-table', 'Ledger'],
      ['/sluice/default/codedeploy-application', 'Releases'],
    ]),
    items: new Map([['Ledger', ledgerState === undefined ? [] : items]]),
    logs: [],
    failedInvocations: [],
    modelledFunctions: [],
    commands: new Map(),
  };
}

function reportedRelease(result: RehearsalResult, expectations = new Map()) {
  return makeReport(result, expectations).releases[0]!;
}

describe('a report', () => {
  it('takes outcome and moments from what was seen, gates and who decided from the ledger', () => {
    const release = reportedRelease(resultWith(observedRelease(), 'released'));

    expect(release).toMatchObject({
      outcome: 'released',
      decidedBy: 'gates',
      deployment: { startedAt: '2026-01-05T09:00:00.000Z', endedAt: '2026-01-05T09:01:00.000Z', error: null },
      moments: { regressionAt: null, decidedAt: '2026-01-05T09:01:00.000Z', restoredAt: null },
      notes: [],
      expectation: null,
    });
    expect(release.gates).toEqual([
      {
        ...{ name: 'health', phase: 'before-traffic', mode: 'enforce', verdict: 'pass', effect: 'passed', attempts: 1 },
        ...{ reasons: GATE.verdict.reasons, evidence: GATE.verdict.evidence },
      },
    ]);
  });

  it('says what the account shows where the ledger says something else, and says that it does', () => {
    const release = reportedRelease(resultWith(observedRelease({ outcome: 'rolled-back' }), 'released'));

    expect(release.outcome).toBe('rolled-back');
    expect(release.notes).toEqual(['The ledger says released, the account shows rolled-back.']);
  });

  it('says that the ledger has no release of a deployment', () => {
    const release = reportedRelease(resultWith(observedRelease()));

    expect({ gates: release.gates, decidedBy: release.decidedBy }).toEqual({ gates: [], decidedBy: null });
    expect(release.notes).toEqual(['The ledger has no release of this deployment.']);
  });

  it('does not ask a ledger for a release whose group is of no platform', () => {
    const { deployment } = observedRelease();
    const plain = observedRelease({ deployment: { ...deployment!, application: 'Shop-App' } });

    expect(reportedRelease(resultWith(plain)).notes).toEqual([]);
    const elsewhere = { ...resultWith(observedRelease()), parameters: new Map([['/team/app', 'Releases']]) };
    expect(reportedRelease(elsewhere).notes).toEqual([]);
  });

  describe('says who decided where no ledger does', () => {
    const decided = (status: string, stoppedBy: readonly string[]) => {
      const { deployment } = observedRelease();
      const observed = observedRelease({ outcome: 'blocked', deployment: { ...deployment!, status, stoppedBy } });
      return reportedRelease(resultWith(observed)).decidedBy;
    };

    it.each([
      ['the alarms that stopped the deployment', 'Stopped', ['errors', 'slow'], 'errors, slow'],
      ['CodeDeploy, where no alarm did', 'Failed', [], 'codedeploy'],
      ['nobody, where it succeeded', 'Succeeded', [], null],
    ])('%s', (_, status, stoppedBy, by) => {
      expect(decided(status, stoppedBy)).toBe(by);
    });

    it('though the ledger has a release that nobody ended', () => {
      const { deployment } = observedRelease();
      const stopped = { ...deployment!, status: 'Stopped', stoppedBy: ['errors'] };
      const result = resultWith(observedRelease({ outcome: 'blocked', deployment: stopped }), 'gating');
      const items = (result.items.get('Ledger') ?? []).map((item) =>
        'release' in item ? { ...item, release: { ...(item.release as object), decidedBy: undefined } } : item,
      );
      expect(reportedRelease({ ...result, items: new Map([['Ledger', items]]) }).decidedBy).toBe('errors');
    });
  });

  it('says that a first deploy was not gated, and why a stack failed', () => {
    const undeployed = undeployedRelease({ outcome: 'first-deploy' });

    expect(reportedRelease(resultWith(undeployed)).notes).toEqual([
      'Not gated: CodeDeploy calls no hook when an alias is created.',
    ]);
    expect(reportedRelease(resultWith({ ...undeployed, outcome: 'failed', stackFailure: 'No.' })).notes).toEqual([
      'No.',
    ]);
  });

  describe('of a release that failed for another stack', () => {
    const failedStack = { stackName: 'Dashboard', status: 'ROLLBACK_COMPLETE', reason: 'Missing.' };

    it('says what became of the release itself, and finds that the ledger agrees', () => {
      const observed = observedRelease({ outcome: 'failed', failedStack: { ...failedStack, itself: 'released' } });

      expect(reportedRelease(resultWith(observed, 'released')).notes).toEqual([
        'The stack Dashboard failed with ROLLBACK_COMPLETE: Missing.',
        'This release itself: released.',
      ]);
    });

    it('says that its own stack was not reached', () => {
      const observed = undeployedRelease({ outcome: 'failed', failedStack: { ...failedStack, itself: 'not-reached' } });

      expect(reportedRelease(resultWith(observed)).notes).toEqual([
        'The stack Dashboard failed with ROLLBACK_COMPLETE: Missing.',
        'The stack Service comes after it, and was not reached.',
      ]);
    });
  });

  describe('of a first deploy', () => {
    const first = (state: string, over: object = {}) => {
      const result = resultWith(undeployedRelease({ outcome: 'first-deploy' }), state);
      const items = (result.items.get('Ledger') ?? []).map((item) => {
        if (!('release' in item)) return item;
        const blueless = { ...(item.release as Record<string, unknown>), blue: undefined };
        return { ...item, release: { ...blueless, openedAt: START + 1000, ...over } };
      });
      return { ...result, items: new Map([['Ledger', items]]) };
    };

    it('has the verdicts of its gates, and who decided', () => {
      const { gates, decidedBy, notes } = reportedRelease(first('released'));
      expect({ names: gates.map(({ name }) => name), decidedBy, notes }).toEqual({
        names: ['health'],
        decidedBy: 'gates',
        notes: [],
      });
    });

    it.each([
      ['of another function', { functionName: 'Other' }],
      ['of another alias', { aliasName: 'beta' }],
      ['from before the step', { openedAt: START - 1 }],
      ['from after the step', { openedAt: START + 60_001 }],
      ['with a version to come from', { blue: '1' }],
    ])('has nothing of a release %s', (_, over) => {
      expect(reportedRelease(first('released', over)).gates).toEqual([]);
    });

    it('that failed is known by its stack, as its function is gone', () => {
      const result = first('blocked', { id: 'first-Service-1-0a1b2c3d' });
      const gone = { ...undeployedRelease({ outcome: 'failed' }), functionName: '', aliasName: '' };
      expect(reportedRelease({ ...result, releases: [gone] })).toMatchObject({ decidedBy: 'gates', notes: [] });
      const elsewhere = { ...gone, stackName: 'Other' };
      expect(reportedRelease({ ...result, releases: [elsewhere] }).decidedBy).toBeNull();
    });

    it('says so where the ledger and the account do not agree', () => {
      expect(reportedRelease(first('blocked')).notes).toEqual([
        'The ledger says blocked, the account shows first-deploy.',
      ]);
    });
  });

  it('judges each release by what is expected of its own step', () => {
    const result = resultWith(observedRelease(), 'released');
    const judge = (step: string) => reportedRelease(result, new Map([[step, { outcome: 'blocked' }]])).expectation;

    expect(judge('another')).toBeNull();
    expect(judge('change')).toEqual({
      met: false,
      differences: ['expected the outcome blocked, it was released'],
    });
  });

  it('carries the seed and what the rehearsal assumed', () => {
    const { schema, seed, assumptions } = makeReport(resultWith(observedRelease()), new Map());

    expect({ schema, seed, assumptions }).toEqual({ schema: 1, seed: 7, assumptions: ['A call takes 10 ms.'] });
  });

  it('has the log of the first invocation of each function that failed, and none where none did', () => {
    const failed = { functionName: 'Chat', version: '2', requestId: 'ab', at: 0, lines: ['START', 'END'] };
    const result = { ...resultWith(observedRelease()), failedInvocations: [failed] };

    expect(makeReport(result, new Map()).logs).toEqual([
      { function: 'Chat', version: '2', requestId: 'ab', at: '1970-01-01T00:00:00.000Z', lines: ['START', 'END'] },
    ]);
    expect(makeReport(resultWith(observedRelease()), new Map())).not.toHaveProperty('logs');
  });

  it('says first, and loudly, which functions were modelled and not run', () => {
    const result = { ...resultWith(observedRelease(), 'rolled-back'), modelledFunctions: ['Scorer'] };

    expect(reportedRelease(result).notes).toEqual([
      "MODELLED, NOT RUN: Scorer. What it answers, how long it takes and how often it fails is the scenario's word.",
      'The ledger says rolled-back, the account shows released.',
    ]);
  });

  it('is the same once it has been written and read', () => {
    const report = makeReport(resultWith(observedRelease(), 'released'), new Map());

    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
