import type { Judge } from '../../../../lib/domain/judge/judge-port';
import { offlineJudge } from '../../../../lib/domain/judge/offline/offline-judge';
import { unitsOf } from '../../../../lib/domain/gates/quality/quality-units';
import { shuffled } from '../../../../lib/domain/statistics/shuffled';
import { judgeBy, offlineBut } from '../../judge/known-judges';
import { caseOf, qualityGate, QualityRelease, SUITE_SIZE, VERSIONS } from './quality-release';

const EXAMINATION = 180;
const ANCHORS = 24;
const CANARIES = 12;
const { right, reworded, wrong } = VERSIONS;
const codes = (answer: Awaited<ReturnType<QualityRelease['ask']>>) => answer.verdict.reasons.map(({ code }) => code);

describe('a quality gate', () => {
  it('passes a version that only says it in other words', async () => {
    const release = new QualityRelease();
    const { verdict, notDone } = await release.ask({ blue: right, green: reworded });
    expect([verdict.outcome, notDone]).toEqual(['pass', undefined]);
    expect(verdict.evidence.sampleSize).toBeGreaterThan(50);
    expect(verdict.evidence.sampleSize).toBeLessThan(SUITE_SIZE);
  });

  it('fails a version that gets its facts wrong, after few cases, and shows the worst side by side', async () => {
    const release = new QualityRelease();
    const { verdict } = await release.ask({ blue: right, green: wrong });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.evidence.sampleSize).toBeLessThan(20);
    expect(verdict.evidence.comparisons?.[0]).toMatchObject({
      green: { score: 1, reason: expect.stringContaining('13') as string },
      blue: { score: 5, answer: expect.stringContaining('12 volumes') as string },
    });
    expect(verdict.evidence.figures.high).toBeLessThan(4);
  });

  it('asks no judge about answers that are the same', async () => {
    const release = new QualityRelease();
    const { verdict } = await release.ask({ blue: right, green: (question) => right(question) });
    expect(verdict.outcome).toBe('pass');
    expect(release.judged).toHaveLength(EXAMINATION + ANCHORS);
    expect(verdict.evidence.figures).toMatchObject({ greenCalls: 0, blueFillCalls: 0, estimate: 0 });
  });

  it('asks no judge about an answer that a check has decided', async () => {
    const cases = Array.from({ length: SUITE_SIZE }, (_, index) => caseOf(`s${index}`, { required: ['12 volumes'] }));
    const release = new QualityRelease(qualityGate({}, cases));
    const { verdict } = await release.ask({ blue: right, green: wrong });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.evidence.figures).toMatchObject({ greenCalls: 0, confirmingCalls: 0 });
    expect(release.judged.filter((answer) => answer.includes('13 volumes'))).toEqual([]);
  });

  it('finds what green scored when it is blue, and examines a judge once', async () => {
    const release = new QualityRelease();
    await release.ask({ blue: right, green: reworded }, 'd-1');
    const before = release.judged.length;
    const { verdict } = await release.ask({ blue: reworded, green: right }, 'd-2');
    expect(verdict.outcome).toBe('pass');
    const { blueFillCalls = 0, greenCalls = 0 } = verdict.evidence.figures;
    // Both versions have been judged before, but on other cases of the suite as well as on the same.
    expect(blueFillCalls + greenCalls).toBeLessThan(SUITE_SIZE / 2);
    expect(release.judged.length - before).toBe(ANCHORS + CANARIES + blueFillCalls + greenCalls);
    expect(verdict.evidence.figures).toMatchObject({ examinationCalls: 0, anchorCalls: ANCHORS, judgeShift: 0 });
  });

  it('takes the cases in another order for another release', async () => {
    const orderOf = async (id: string) => {
      const release = new QualityRelease();
      await release.ask({ blue: right, green: reworded }, id);
      return release.judged.slice(EXAMINATION + ANCHORS);
    };
    const [first, again, other] = [await orderOf('d-1'), await orderOf('d-1'), await orderOf('d-2')];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('looks at every critical case before it passes, and lets none of them drop', async () => {
    const critical = caseOf('critical', { critical: true });
    const cases = [...Array.from({ length: 200 }, (_, index) => caseOf(`s${index}`)), critical];
    for (const id of ['d-1', 'd-2', 'd-3']) {
      const release = new QualityRelease(qualityGate({}, cases));
      const green = (question: string) => (question.includes('critical') ? 'It has volumes.' : reworded(question));
      const answer = await release.ask({ blue: right, green }, id);
      expect(answer.verdict.outcome).toBe('fail');
      expect(codes(answer)).toContain('critical-case-dropped');
    }
  });

  describe('with critical cases that stand after those that decide the mean', () => {
    const some = Array.from({ length: 12 }, (_, index) => caseOf(`critical-${index}`, { critical: true }));
    const cases = [...Array.from({ length: 300 }, (_, index) => caseOf(`s${index}`)), ...some];
    const gate = qualityGate({ concurrency: 1 }, cases);
    const firstCritical = (id: string) =>
      shuffled(unitsOf(cases), `${id} ${gate.name}`).findIndex(({ cases: own }) => own.some((one) => one.critical));
    const id = Array.from({ length: 2000 }, (_, index) => `d-${index}`).find((one) => firstCritical(one) > 90)!;
    const critical = (answers: readonly string[]) =>
      new Set(answers.flatMap((answer) => /critical-\d+/.exec(answer)?.[0] ?? [])).size;

    it('looks at all of them, although the mean has certified green', async () => {
      const release = new QualityRelease(gate);
      const { verdict } = await release.ask({ blue: right, green: reworded }, id);
      expect(verdict.outcome).toBe('pass');
      expect(verdict.evidence.sampleSize).toBeLessThan(90);
      expect(critical(release.judged)).toBe(some.length);
    });

    it('breaks off at the first of them that has dropped', async () => {
      const release = new QualityRelease(gate);
      const green = (question: string) => (question.includes('critical') ? wrong(question) : reworded(question));
      const answer = await release.ask({ blue: right, green }, id);
      expect(answer.verdict.outcome).toBe('fail');
      expect(codes(answer)).toContain('critical-case-dropped');
      expect(critical(release.judged)).toBe(1);
    });
  });

  it('believes a deep drop once three scores agree', async () => {
    const release = new QualityRelease(qualityGate({}, [caseOf('bad'), ...qualityGate().suite.cases]));
    let asked = 0;
    release.judge = offlineBut(({ answer }) => (answer.includes('Bad luck') && asked++ > 0 ? 5 : undefined));
    const lucky = await release.ask({
      blue: right,
      green: (question) => (question.includes('bad') ? 'Bad luck.' : reworded(question)),
    });
    expect(lucky.verdict.outcome).toBe('pass');
  });
});

describe('a quality gate that is asked again', () => {
  it('goes on from what it has kept, when its time was up, and pays for nothing twice', async () => {
    const whole = new QualityRelease();
    const expected = await whole.ask({ blue: right, green: reworded });
    const release = new QualityRelease(qualityGate({ withinSeconds: 60 }));
    release.judgeMs = 1000;
    const answers = [];
    for (let asking = 0; asking < 20; asking++) {
      const answer = await release.ask({ blue: right, green: reworded });
      answers.push(answer);
      if (!answer.notDone) break;
      expect(answer.verdict).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'quality-not-done' }] });
    }
    expect(answers.length).toBeGreaterThan(3);
    expect(answers.at(-1)?.verdict.outcome).toBe(expected.verdict.outcome);
    expect(answers.at(-1)?.verdict.evidence.figures).toMatchObject({
      estimate: expected.verdict.evidence.figures.estimate,
      judgeCalls: release.judged.length,
    });
    expect(release.judged.length).toBeLessThanOrEqual(whole.judged.length + 3);
  });

  it.each([10, 150, 200])('goes on after a crash with %d scores kept', async (kept) => {
    const release = new QualityRelease();
    release.scores.breaksAfter = kept;
    await expect(release.ask({ blue: right, green: reworded })).rejects.toThrow('the table is gone');
    expect(release.scores.count).toBe(kept);
    const lost = release.judged.length - kept;
    expect(lost).toBeLessThanOrEqual(release.gate.concurrency);
    release.scores.breaksAfter = Infinity;
    const { verdict } = await release.ask({ blue: right, green: reworded });
    expect(verdict.outcome).toBe('pass');
    expect(release.judged.length - lost).toBe(release.scores.count);
    expect(verdict.evidence.figures.judgeCalls).toBe(release.judged.length);
  });

  it('has what was spent before on its bill', async () => {
    const release = new QualityRelease(qualityGate({ budget: { mostTokens: 30_000, mostDollars: 50 } }));
    const first = await release.ask({ blue: right, green: reworded });
    const again = await release.ask({ blue: right, green: reworded });
    expect([first, again].map(codes)).toEqual([['judge-over-budget'], ['judge-over-budget']]);
    const { judgeInputTokens = 0, judgeOutputTokens = 0 } = again.verdict.evidence.figures;
    expect(judgeInputTokens + judgeOutputTokens).toBeLessThanOrEqual(30_000);
  });
});

describe('a judge that is no judge lets nothing pass', () => {
  const dead: Judge = () => Promise.resolve({ kind: 'unavailable', problem: 'throttled.', latencyMs: 1, notes: [] });
  const garbage: Judge = () =>
    Promise.resolve({ kind: 'malformed', problem: 'it is a poem.', latencyMs: 1, notes: [] });

  it.each<[string, Judge, string, string]>([
    ['is not there', dead, 'inconclusive', 'judge-unavailable'],
    ['answers garbage', garbage, 'inconclusive', 'judge-malformed'],
    ['likes everything', judgeBy(() => 5), 'fail', 'judge-unfit'],
    ['can be bribed', offlineBut(({ answer }) => (/score/i.test(answer) ? 5 : undefined)), 'fail', 'judge-unfit'],
  ])('%s', async (_, judge, outcome, code) => {
    const release = new QualityRelease();
    release.judge = judge;
    const answer = await release.ask({ blue: right, green: reworded });
    expect(answer.verdict.outcome).toBe(outcome);
    expect(codes(answer)[0]).toBe(code);
    expect(answer.verdict.evidence.sampleSize).toBe(0);
  });

  it('stops asking one that is not there', async () => {
    const release = new QualityRelease();
    release.judge = dead;
    await release.ask({ blue: right, green: reworded });
    expect(release.judged.length).toBeLessThanOrEqual(3 * release.gate.concurrency);
  });

  it('breaks off where it fails in the middle of the cases', async () => {
    const release = new QualityRelease();
    release.judge = (request, call) => (release.judged.length > 200 ? dead : offlineJudge)(request, call);
    const answer = await release.ask({ blue: right, green: reworded });
    expect(answer.verdict.outcome).toBe('inconclusive');
    expect(codes(answer)[0]).toBe('judge-unavailable');
  });

  it('asks one again that was throttled once', async () => {
    const release = new QualityRelease();
    release.judge = (request, call) => (release.judged.length === 5 ? dead : offlineJudge)(request, call);
    expect((await release.ask({ blue: right, green: reworded })).verdict.outcome).toBe('pass');
  });

  it('examines one anew that was unfit, for the next release', async () => {
    const release = new QualityRelease();
    release.judge = judgeBy(() => 5);
    await release.ask({ blue: right, green: reworded }, 'd-1');
    release.judge = offlineJudge;
    expect((await release.ask({ blue: right, green: reworded }, 'd-1')).verdict.outcome).toBe('fail');
    expect((await release.ask({ blue: right, green: reworded }, 'd-2')).verdict.outcome).toBe('pass');
  });

  it('judges blue anew where the judge has shifted, so that a stricter one blocks nobody', async () => {
    const release = new QualityRelease();
    await release.ask({ blue: right, green: reworded }, 'd-1');
    const strict: Judge = async (request, call) => {
      const answer = await offlineJudge(request, call);
      return answer.kind === 'scored' && answer.score === 3 ? { ...answer, score: 2 } : answer;
    };
    release.judge = strict;
    const answer = await release.ask({ blue: reworded, green: right }, 'd-2');
    expect(codes(answer)).toContain('judge-shifted');
    expect(answer.verdict.outcome).toBe('pass');
    expect(answer.verdict.evidence.figures.examinationCalls).toBe(EXAMINATION);
    expect(answer.verdict.evidence.figures.blueFillCalls).toBeGreaterThan(30);
  });
});
