import fc from 'fast-check';
import { gateDeadlineSeconds } from '../../../../lib/domain/gates/gate-deadline';
import { askingSeconds, GATES_SECONDS, hookTimeProblems } from '../../../../lib/domain/gate/hook-time';
import { qualityResumes, qualitySliceSeconds } from '../../../../lib/domain/gates/quality/quality-time';
import { qualityGate } from './quality-release';

const timed = (withinSeconds: number) => ({
  ...{ name: 'quality', phase: 'before-traffic' },
  deadlineSeconds: gateDeadlineSeconds(qualityGate({ withinSeconds })),
  resumes: qualityResumes({ withinSeconds }),
});

describe('the time of a quality gate', () => {
  it.each([
    [30, 1, 30],
    [480, 1, 480],
    [600, 2, 300],
    [1200, 3, 400],
    [1500, 4, 375],
  ])('is cut into askings: %d s go on %d times and take %d s each', (withinSeconds, resumes, slice) => {
    expect([qualityResumes({ withinSeconds }), qualitySliceSeconds({ withinSeconds })]).toEqual([resumes, slice]);
  });

  it('fits into what the gates of a phase have, with one asking to spare, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 30, max: 1500, noNaN: true }), (withinSeconds) => {
        const gate = timed(withinSeconds);
        expect(gate.resumes * qualitySliceSeconds({ withinSeconds })).toBeGreaterThanOrEqual(withinSeconds - 1e-6);
        expect(askingSeconds(gate)).toBeLessThanOrEqual(GATES_SECONDS);
        expect(gate.deadlineSeconds).toBeLessThan(900);
      }),
    );
  });

  it('counts where a gate is to be asked again while it does not know', () => {
    const [problem] = hookTimeProblems([{ ...timed(1500), retry: { attempts: 1, everySeconds: 60 } }]);
    expect(problem).toContain('got: 6 times 405 s');
  });
});
