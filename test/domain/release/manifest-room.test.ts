import type { AskedGate } from '../../../lib/domain/release/manifest';
import {
  alarmsThatFit,
  foreseenThatFits,
  manifestProblem,
  shadowAlarmsProblem,
} from '../../../lib/domain/release/manifest-room';
import { BUDGETS } from '../../../lib/domain/size/budgets';

const MOST = BUDGETS.manifest - BUDGETS.manifestNames;
const gate = (name: string, more: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name, phase: 'before-traffic', deadlineSeconds: 60 },
  ...more,
});
const bytes = (value: unknown) => JSON.stringify(value).length;
/** Gates that leave so many bytes. */
const leaving = (left: number) => [gate('g'.repeat(MOST - left - bytes([gate('')])))];

describe('the room in a manifest', () => {
  it('is enough up to its last byte', () => {
    expect(manifestProblem(leaving(0))).toBeUndefined();
    expect(manifestProblem(leaving(-1))).toContain(`must take ${MOST} bytes at most`);
    expect(manifestProblem(leaving(-1))).toContain(`got: 1 gate of ${MOST + 1} bytes together`);
  });

  it('counts what exists only once deployed at its longest', () => {
    const plain = MOST - bytes([gate('')]);
    const taken = (more: Partial<AskedGate>) => {
      for (let name = plain; name >= 0; name -= 1) {
        if (manifestProblem([gate('g'.repeat(name), more)]) === undefined) return plain - name;
      }
      return plain;
    };
    expect(taken({ functionArn: '' })).toBe(bytes({ functionArn: 'a'.repeat(270) }) - 1);
    expect(taken({ tables: ['', ''] })).toBe(bytes({ tables: ['t'.repeat(100), 't'.repeat(100)] }) - 1);
    // The regression alarm's name, and what the watch goes by.
    const asIs = bytes({ phase: 'in-flight' }) - bytes({ phase: 'before-traffic' });
    const watch = {
      ...{ windowMinutes: 99_999, settleSeconds: 300 },
      ...{ expectedGreenCalls: 1_000_000_000_000, releaseMetrics: true, bakeMinutes: 30 },
    };
    expect(taken({ phase: 'in-flight' })).toBe(asIs + bytes({ regression: 'a'.repeat(255), watch }));
  });

  it('is for gates first, then for shadows, which must fit', () => {
    const shadows = { checkout: 'x'.repeat(20) };
    expect(shadowAlarmsProblem(leaving(bytes(shadows)), shadows)).toBeUndefined();
    expect(shadowAlarmsProblem(leaving(bytes(shadows) - 1), shadows)).toContain(
      `must take ${bytes(shadows) - 1} bytes at most in the release's manifest, beside its gates, got: 1 alarm of ${bytes(shadows)} bytes`,
    );
    expect(shadowAlarmsProblem(leaving(-5), {})).toBeUndefined();
    expect(shadowAlarmsProblem(leaving(-5), shadows)).toContain('must take 0 bytes at most');
  });

  it('has the names of as many alarms as fit, first to last', () => {
    const [errors, p99] = [{ errors: 'e'.repeat(30) }, { p99: 'p'.repeat(10) }];
    const enforced = { ...errors, ...p99 };
    const fit = (left: number, shadows = {}) => Object.keys(alarmsThatFit(leaving(left), { shadows, enforced }));
    expect(fit(bytes(errors) + bytes(p99))).toEqual(['errors', 'p99']);
    expect(fit(bytes(errors) + bytes(p99) - 1)).toEqual(['errors']);
    expect(fit(bytes(errors) - 1)).toEqual(['p99']);
    expect(fit(bytes(errors) + bytes(p99), p99)).toEqual(['errors']);
    expect(fit(0)).toEqual([]);
  });

  it('has as many of the sentences as fit beside all that', () => {
    const [long, short] = ['l'.repeat(40), 's'];
    const room = bytes({ foreseen: [] });
    const fit = (left: number, ...alarms: Record<string, string>[]) =>
      foreseenThatFits(leaving(left), [long, short], alarms);
    expect(fit(room + bytes(long) + bytes(short) + 2)).toEqual([long, short]);
    expect(fit(room + bytes(long) + bytes(short) + 1)).toEqual([long]);
    expect(fit(room)).toEqual([]);
    const names = { a: 'b' };
    expect(fit(room + bytes(long) + bytes(short) + 1 + bytes(names), names)).toEqual([long]);
    expect(fit(room + bytes(long) + bytes(short) + 2 + bytes(names), names, {})).toEqual([long, short]);
  });
});
