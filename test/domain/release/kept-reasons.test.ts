import type { Reason } from '../../../lib/domain/gate/verdict';
import { keptReasons } from '../../../lib/domain/release/kept-reasons';
import type { GateRecord } from '../../../lib/domain/release/release';
import { gateRecord } from './example-release';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function refusing(name: string, count: number, length: number): GateRecord {
  const record = gateRecord(name, 'before-traffic', 'fail');
  const reasons = Array.from({ length: count }, (_, index) => ({
    code: `x-${name}`,
    message: `${index} ${'🐙'.repeat(length)}`,
  }));
  return { ...record, verdict: { ...record.verdict, reasons } };
}

describe('why a release is refused', () => {
  it('is kept whole where there is room for it', () => {
    const gates = [refusing('a', 2, 3), refusing('b', 1, 3)];
    expect(keptReasons(gates)).toEqual(gates.flatMap(({ verdict }) => verdict.reasons));
  });

  it('is kept without what was asked and answered, which the record of the gate has', () => {
    const gate = refusing('a', 1, 3);
    const reasons = gate.verdict.reasons.map((reason) => ({ ...reason, asked: 'More?', answered: 'No.' }));
    expect(keptReasons([{ ...gate, verdict: { ...gate.verdict, reasons } }])).toEqual(gate.verdict.reasons);
  });

  it('is kept of each gate, however much another one says', () => {
    const kept = keptReasons([refusing('loud', 5000, 10), refusing('quiet', 1, 1)]);
    expect(kept.at(-1)?.message).toBe('0 🐙');
    expect(kept.at(-2)).toEqual({
      code: 'more-reasons',
      message: `And ${5002 - kept.length} more reasons of gate loud, see its record.`,
    });
  });

  it.each([1, 5, 20, 48])('stays within 32 KB for %i gates, with a reason of each', (count) => {
    const gates = Array.from({ length: count }, (_, index) => refusing(`gate-${index}`.padEnd(64, 'x'), 500, 600));
    const kept = keptReasons(gates);
    expect(bytes(kept)).toBeLessThanOrEqual(32 * 1024);
    expect(kept.filter(({ message }) => message.startsWith('0 '))).toHaveLength(count);
  });

  it('has once what two gates say alike', () => {
    const [one, other] = [gateRecord('ci', 'before-traffic', 'fail'), gateRecord('policy', 'before-traffic', 'fail')];
    const reason = { code: 'not-attested', message: 'Nobody attested `unit`.' };
    const saying = (record: GateRecord, ...reasons: readonly Reason[]) => ({
      ...record,
      verdict: { ...record.verdict, reasons },
    });
    const more = { code: 'not-attested', message: 'Nobody attested `scan`.' };
    expect(keptReasons([saying(one, reason), saying(other, reason, more)])).toEqual([reason, more]);
    // What one gate says twice, of two cases, it means twice.
    expect(keptReasons([saying(one, reason, reason)])).toEqual([reason, reason]);
  });
});
