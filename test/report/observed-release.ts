import type { ReleaseObservation } from '../../lib/rehearsal';

/** 9:00 in virtual time. */
export const START = Date.parse('2026-01-05T09:00:00.000Z');

/** What the rehearsal sees of a release that CodeDeploy has nothing to do with. */
export function undeployedRelease(over: Partial<ReleaseObservation> = {}): ReleaseObservation {
  return {
    step: 'change',
    startedAt: START,
    endedAt: START + 60_000,
    stackName: 'Service',
    functionName: 'Chat',
    aliasName: 'live',
    outcome: 'no-change',
    timeline: [],
    traffic: [],
    serving: [{ version: '1', share: 1 }],
    requests: { blue: { total: 0, errors: 0 }, green: { total: 0, errors: 0 } },
    moments: {},
    messages: [],
    outsideCalls: [],
    deniedCalls: [],
    faults: [],
    ...over,
  };
}

/** A release as the rehearsal sees it: version 2 took over from version 1, in one minute. */
export function observedRelease(over: Partial<ReleaseObservation> = {}): ReleaseObservation {
  return undeployedRelease({
    outcome: 'released',
    deployment: {
      id: 'd-AAAAAAAAA',
      blue: '1',
      green: '2',
      configuration: 'CodeDeployDefault.LambdaAllAtOnce',
      status: 'Succeeded',
      startedAt: START,
      endedAt: START + 60_000,
      application: 'Releases',
      stoppedBy: [],
    },
    serving: [{ version: '2', share: 1 }],
    moments: { decidedAt: START + 60_000 },
    ...over,
  });
}
