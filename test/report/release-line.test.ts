import { releaseLine } from '../../lib/report/release-line';
import type { ReportedRelease } from '../../lib/report/report';
import cases from '../cases/report/release-lines.json';
import { START } from './observed-release';

interface Case {
  readonly name: string;
  readonly release: {
    readonly outcome: ReportedRelease['outcome'];
    readonly decidedBy: string | null;
    readonly tookMs: number | null;
    readonly error?: string;
    readonly gates: readonly {
      readonly name: string;
      readonly verdict: string;
      readonly effect?: string;
      readonly reason: string;
    }[];
    readonly notes?: readonly string[];
    readonly green: { readonly total: number; readonly errors: number };
    readonly messages: number;
  };
  readonly line: string;
}

function reported({ outcome, decidedBy, tookMs, error, gates, notes = [], green, messages }: Case['release']) {
  const at = (ms: number) => new Date(START + ms).toISOString();
  return {
    step: 'change',
    function: 'Chat',
    alias: 'live',
    outcome,
    decidedBy,
    deployment:
      tookMs === null
        ? null
        : {
            id: 'd-AAAAAAAAA',
            blue: '1',
            green: '2',
            configuration: 'CodeDeployDefault.LambdaAllAtOnce',
            status: 'Succeeded',
            startedAt: at(0),
            endedAt: at(tookMs),
            error: error === undefined ? null : { code: 'SOME_CODE', message: error },
            rollbackId: null,
          },
    timeline: [],
    gates: gates.map(({ name, verdict, reason, effect = verdict === 'pass' ? 'passed' : 'refused' }) => ({
      name,
      phase: 'before-traffic',
      mode: 'enforce',
      verdict,
      effect,
      attempts: 1,
      reasons: [{ code: 'some-reason', message: reason }],
      evidence: { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} },
    })),
    traffic: [],
    requests: { blue: { total: 0, errors: 0 }, green },
    moments: { regressionAt: null, decidedAt: null, restoredAt: null },
    messages: Array.from({ length: messages }, () => ({ at: at(0), topicArn: 'arn', text: 'text' })),
    outsideCalls: [],
    deniedCalls: [],
    faults: [],
    foreseen: [],
    notes,
    expectation: null,
  } satisfies ReportedRelease;
}

describe('a release in one line', () => {
  it.each(cases as readonly Case[])('$name', ({ release, line }) => {
    expect(releaseLine(reported(release))).toBe(line);
  });
});
