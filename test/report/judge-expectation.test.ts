import type { ReleaseOutcome, ScenarioExpectation } from '../../lib/rehearsal';
import { judgeExpectation } from '../../lib/report/judge-expectation';
import cases from '../cases/report/expectations.json';
import { observedRelease, START, undeployedRelease } from './observed-release';

interface Case {
  readonly name: string;
  readonly expected: ScenarioExpectation | null;
  readonly observed: {
    readonly outcome: ReleaseOutcome;
    readonly decidedBy: string | null;
    readonly tookMs: number | null;
  };
  readonly judged: ReturnType<typeof judgeExpectation>;
}

describe('a release is compared with what is expected of it', () => {
  it.each(cases as readonly Case[])('$name', ({ expected, observed: { outcome, decidedBy, tookMs }, judged }) => {
    const { deployment } = observedRelease();
    const observed =
      tookMs === null
        ? undeployedRelease({ outcome })
        : observedRelease({ outcome, deployment: { ...deployment!, endedAt: START + tookMs } });

    expect(judgeExpectation(expected ?? undefined, observed, decidedBy)).toEqual(judged);
  });
});
