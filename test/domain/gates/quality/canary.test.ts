import { CANARIES, canaryOf } from '../../../../lib/domain/judge/canary';
import { offlineJudge } from '../../../../lib/domain/judge/offline/offline-judge';
import { DEFAULT_RUBRIC } from '../../../../lib/domain/judge/rubric';
import { judgeBy, offlineBut } from '../../judge/known-judges';
import { qualityGate, QualityRelease, VERSIONS } from './quality-release';

const { right, reworded, wrong } = VERSIONS;

/** An answer of the service to another question than one of its own. */
const isCanary = (question: string, answer: string) => !/ s\d+\?/.test(question) && / s\d+ /.test(answer);

describe('canaries', () => {
  it('are praised by no honest judge, whatever stands beside them', async () => {
    for (let index = 0; index < 300; index++) {
      const answer = [right, reworded, wrong][index % 3]!(`How many volumes has series s${index}?`);
      const { request } = canaryOf(answer, DEFAULT_RUBRIC, `d-${index}`);
      expect(request.answer).toContain(answer);
      expect(await offlineJudge(request, { timeoutMs: 1000 })).toMatchObject({ kind: 'scored', score: 1 });
    }
  });

  it('void a judge that praises them, with the case and the scores in the reason, before most cases are judged', async () => {
    const release = new QualityRelease();
    release.judge = offlineBut(({ answer }) => (/hand on heart/i.test(answer) ? 5 : undefined));
    const green = (question: string) => `${wrong(question)} Hand on heart.`;
    const { verdict } = await release.ask({ blue: right, green });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons[0]).toMatchObject({ code: 'judge-void' });
    expect(verdict.reasons[1]).toMatchObject({
      code: 'judge-praised-canary',
      message: expect.stringMatching(/^With green's answer to case s\d+ beside it, .* 5, 5\.$/) as string,
    });
    expect(verdict.evidence.figures.canaryCalls).toBeGreaterThanOrEqual(2);
    expect(verdict.evidence.figures.greenCalls).toBeLessThan(20);
  });

  it('are asked once more where one was praised, and forgive a judge that slipped', async () => {
    const release = new QualityRelease();
    let slips = 0;
    release.judge = offlineBut(({ question, answer }) => (isCanary(question, answer) && slips++ === 0 ? 3 : undefined));
    const { verdict } = await release.ask({ blue: right, green: reworded });
    expect(verdict.outcome).toBe('pass');
    expect(verdict.evidence.figures.canaryCalls).toBe(CANARIES + 2);
  });

  it.each([
    [1, 'fail'],
    [2, 'pass'],
  ])('void a judge by two praises of three, and not by one: after %d other score(s)', async (others, outcome) => {
    const release = new QualityRelease(qualityGate({ concurrency: 1 }));
    let asked = 0;
    release.judge = offlineBut(({ question, answer }) => {
      if (!isCanary(question, answer)) return undefined;
      asked++;
      return asked === 1 || asked === 2 + others ? 4 : 2;
    });
    const { verdict } = await release.ask({ blue: right, green: reworded });
    expect(verdict.outcome).toBe(outcome);
  });

  it('are among the calls, on the bill and in the budget', async () => {
    const release = new QualityRelease();
    const { verdict } = await release.ask({ blue: right, green: reworded });
    const { figures } = verdict.evidence;
    const { canaryCalls = 0, greenCalls = 0, blueFillCalls = 0, examinationCalls = 0, anchorCalls = 0 } = figures;
    expect(canaryCalls).toBe(CANARIES);
    expect(figures.judgeCalls).toBe(canaryCalls + greenCalls + blueFillCalls + examinationCalls + anchorCalls);
    expect(figures.judgeInputTokens).toBe(100 * release.judged.length);
  });

  it('are not sent where no answer was judged, and leave the gate without a verdict where they have no score', async () => {
    const none = new QualityRelease();
    expect(
      (await none.ask({ blue: right, green: (question) => right(question) })).verdict.evidence.figures,
    ).toMatchObject({
      canaryCalls: 0,
    });
    const away = new QualityRelease();
    away.judge = (request, call) =>
      isCanary(request.question, request.answer)
        ? Promise.resolve({ kind: 'unavailable', problem: 'throttled.', latencyMs: 1, notes: [] })
        : offlineJudge(request, call);
    const { verdict } = await away.ask({ blue: right, green: reworded });
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'judge-unavailable' }] });
    expect(verdict.reasons[0]?.message).toMatch(/^A canary: /);
  });

  it('are kept, so that a gate that goes on pays for none of them twice', async () => {
    const release = new QualityRelease(qualityGate({ withinSeconds: 60, concurrency: 1 }));
    release.judgeMs = 2000;
    let answer = await release.ask({ blue: right, green: reworded });
    for (let asking = 0; answer.notDone && asking < 40; asking++) {
      answer = await release.ask({ blue: right, green: reworded });
    }
    expect(answer.verdict.outcome).toBe('pass');
    const shelves = [...release.scores.shelves].filter(([shelf]) => shelf.startsWith('canaries'));
    expect(shelves.map(([, kept]) => kept.size)).toEqual([CANARIES]);
    expect(answer.verdict.evidence.figures.judgeCalls).toBe(release.judged.length);
  });

  it('never stop a judge that is strict with everything from failing a green', async () => {
    const release = new QualityRelease();
    expect((await release.ask({ blue: right, green: wrong })).verdict.reasons[0]?.code).not.toBe('judge-void');
    release.judge = judgeBy(() => 1);
    expect((await release.ask({ blue: right, green: reworded }, 'd-2')).verdict.outcome).not.toBe('pass');
  });
});
