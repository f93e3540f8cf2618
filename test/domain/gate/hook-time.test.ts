import fc from 'fast-check';
import { askingSeconds, GATE_RUN_SECONDS, GATES_SECONDS, hookTimeProblems } from '../../../lib/domain/gate/hook-time';

const gate = (change: object = {}) => ({ name: 'own', phase: 'before-traffic', deadlineSeconds: 90, ...change });

describe('the time of a hook', () => {
  it('leaves room for a hook that is late, and for the last resort', () => {
    expect(GATE_RUN_SECONDS).toBeLessThanOrEqual(3600 - 2 * 5 * 60);
    expect(GATES_SECONDS).toBeLessThan(GATE_RUN_SECONDS);
  });

  it.each([
    [undefined, 90],
    [{ attempts: 1, everySeconds: 60 }, 240],
    [{ attempts: 3, everySeconds: 600 }, 2160],
  ])('is taken by every asking and every wait: %j', (retry, seconds) => {
    expect(askingSeconds({ deadlineSeconds: 90, retry })).toBe(seconds);
  });

  it.each([
    ['a gate that fits', gate({ retry: { attempts: 1, everySeconds: 1920 } }), undefined],
    [
      'a gate that does not by a second',
      gate({ retry: { attempts: 1, everySeconds: 1921 } }),
      'gate `own`: `retryInconclusive` must fit into 2100 s of the hour that CodeDeploy waits, got: 2 times 90 s and 1 wait of 1921 s, 2101 s together; ask less often, or give the gate less time by `within`',
    ],
    [
      'a phase in which CodeDeploy does not wait',
      gate({ phase: 'in-flight', retry: { attempts: 1, everySeconds: 1 } }),
      'gate `own`: `retryInconclusive` is for the phases in which CodeDeploy waits (before-traffic, after-traffic), got the phase: in-flight',
    ],
    ['a phase of its own, without asking again', gate({ phase: 'in-flight' }), undefined],
  ])('is said not to do: %s', (_, given, problem) => {
    expect(hookTimeProblems([given])).toEqual(problem === undefined ? [] : [problem]);
  });

  it('is used up by rows of gates, in each phase by itself', () => {
    const many = (count: number, phase: string) =>
      Array.from({ length: count }, () => gate({ phase, deadlineSeconds: 870 }));
    expect(hookTimeProblems([...many(80, 'before-traffic'), ...many(80, 'after-traffic')])).toEqual([]);
    expect(hookTimeProblems(many(81, 'before-traffic'))).toEqual([
      '`gates` of the phase before-traffic must fit into 2100 s of the hour that CodeDeploy waits, got: 81 gates, 40 at a time, 2610 s at most; ask fewer gates, or give them less time by `within`',
    ]);
  });

  it('is taken by each row as the longest gate takes it, to the last second', () => {
    const of = (longest: number) => [
      gate({ deadlineSeconds: longest }),
      ...Array.from({ length: 40 }, () => gate({ deadlineSeconds: 31 })),
    ];
    expect(hookTimeProblems(of(1050))).toEqual([]);
    expect(hookTimeProblems(of(1051))).toEqual([expect.stringContaining('41 gates, 40 at a time, 2102 s at most')]);
  });

  it('always does for one gate that is asked once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 870 }), (deadlineSeconds) => {
        expect(hookTimeProblems([gate({ deadlineSeconds })])).toEqual([]);
      }),
    );
  });

  it('has less of it once a watch has to look a last time, which is after the traffic alone', () => {
    const asked = (phase: string, everySeconds: number) => [
      gate({ phase, retry: { attempts: 1, everySeconds } }),
      gate({ name: 'errors', phase: 'in-flight' }),
    ];
    expect(hookTimeProblems(asked('after-traffic', 1520))).toEqual([]);
    expect(hookTimeProblems(asked('after-traffic', 1521))).toEqual([
      expect.stringContaining('must fit into 1700 s of the hour that CodeDeploy waits'),
    ]);
    expect(hookTimeProblems(asked('before-traffic', 1920))).toEqual([]);
    expect(hookTimeProblems([gate({ phase: 'after-traffic', retry: { attempts: 1, everySeconds: 1920 } })])).toEqual(
      [],
    );
  });
});
