import {
  brokenGateRunReason,
  brokenGateRunRecord,
  type BrokenGateRun,
} from '../../../lib/domain/release/broken-gate-run';
import cases from '../../cases/release/broken-gate-runs.json';

const broken: BrokenGateRun = {
  deploymentId: 'd-1',
  hookExecutionId: 'eyJzZWNyZXQi',
  phase: 'before-traffic',
  code: 'gate-run-failed',
};

describe('a gate run that broke', () => {
  it.each(cases)('says why in one sentence: $name', ({ given, message }) => {
    const all = { ...broken, ...given } as BrokenGateRun;
    expect(brokenGateRunReason(all)).toEqual({ code: all.code, message });
  });

  it('says no more of a cause than 300 characters', () => {
    const { message } = brokenGateRunReason({ ...broken, error: 'E', cause: 'x'.repeat(5000) });
    expect(message).toBe(`The before-traffic gate run failed: E: ${'x'.repeat(299)}….`);
  });

  it.each([
    ['error', (text: string) => ({ error: text })],
    ['cause', (text: string) => ({ cause: text })],
  ])('never says the secret of its hook, cut off or not: in its %s', (_, made) => {
    for (const before of [0, 290, 295]) {
      const { message } = brokenGateRunReason({ ...broken, ...made(`${'x'.repeat(before)}${broken.hookExecutionId}`) });
      expect(message).not.toContain(broken.hookExecutionId.slice(0, 4));
    }
  });

  it('is a gate that failed, with nothing measured', () => {
    expect(brokenGateRunRecord({ ...broken, phase: 'after-traffic' }, 1500)).toEqual({
      name: 'gate-run',
      phase: 'after-traffic',
      mode: 'enforce',
      at: 1500,
      verdict: {
        outcome: 'fail',
        reasons: [{ code: 'gate-run-failed', message: 'The after-traffic gate run failed.' }],
        evidence: { source: 'nothing was measured', sampleSize: 0, windowMs: 0, figures: {} },
      },
    });
  });
});
