import { plannedTimes } from '../../../lib/domain/policy/planned-times';
import type { AskedGate } from '../../../lib/domain/release/manifest';

const gate = (name: string, deadlineSeconds: number, more: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name, phase: 'before-traffic', deadlineSeconds },
  ...more,
});
const file = { bucket: 'b', key: 'k', sha256: '0a'.repeat(32) };

function planned(asked: AskedGate[], more: object = {}, blue: string | undefined = '4') {
  const times = plannedTimes({ gates: { ...file, asked }, ...more }, blue === '' ? {} : { blue }, 1_000_000);
  return [times.shiftEnds, times.bakeEnds].map((at) => (at - 1_000_000) / 1000);
}

describe('the planned end of a release', () => {
  it.each<[string, AskedGate[], object, readonly number[]]>([
    ['nothing to ask and no shift', [], {}, [0, 0]],
    ['gates side by side', [gate('a', 60), gate('b', 90)], { shiftMinutes: 10 }, [690, 690]],
    [
      'a gate that is asked again, and goes on',
      [gate('a', 60, { retry: { attempts: 2, everySeconds: 30 } }), gate('b', 100, { resumes: 1 })],
      {},
      [240, 240],
    ],
    ['a gate after the traffic', [gate('a', 60, { phase: 'after-traffic' })], { shiftMinutes: 10 }, [600, 660]],
    [
      'a watch',
      [gate('a', 30, { phase: 'in-flight' })],
      { watch: { windowMinutes: 20, settleSeconds: 180 } },
      [1200, 1380],
    ],
    ['what nobody is asked about', [gate('a', 30, { attested: ['unit'] }), gate('b', 30, { freeze: {} })], {}, [0, 0]],
    ['more than CodeDeploy waits for', [gate('a', 9000)], { shiftMinutes: 1 }, [3660, 3660]],
  ])('is by deadlines with %s', (_, asked, more, expected) => {
    expect(planned(asked, more)).toEqual(expected);
  });

  it('of a first release has no shift, and no gates that compare', () => {
    const asked = [gate('a', 60), gate('b', 600, { needsBlue: true }), gate('c', 60, { phase: 'after-traffic' })];
    expect(planned(asked, { shiftMinutes: 30 }, '')).toEqual([60, 60]);
  });
});
