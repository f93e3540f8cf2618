import { LoggedLedger } from '../../lambdas/logged-ledger';
import { applyEvent } from '../../lib/flow/apply-event';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { gateRecord, newRelease } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { logged } from './logged';

const judged = (outcome: 'pass' | 'fail'): ReleaseEvent => ({
  kind: 'judged',
  at: 3500,
  phase: 'before-traffic',
  gates: [gateRecord('chat', 'before-traffic', outcome)],
});

describe('what a function of the platform says of its decisions', () => {
  it('is one line for each change of a release, by the field names of Powertools', async () => {
    const lines = await logged(async () => {
      const ledger = new LoggedLedger(new InMemoryLedger());
      await ledger.open(newRelease);
      await applyEvent(ledger, 'd-1', judged('fail'));
    });
    expect(lines).toEqual([
      {
        level: 'INFO',
        message: 'judged: refused',
        service: 'sluice',
        timestamp: expect.any(String) as string,
        sampling_rate: 0,
        release: 'd-1',
        decision: 'judged',
        phase: 'before-traffic',
        outcome: 'refused',
        decided_by: 'chat',
        reason: 'chat said fail.',
        duration_ms: 2500,
      },
    ]);
  });

  it('is one line for each gate', async () => {
    const ledger = new LoggedLedger(new InMemoryLedger());
    const [line] = await logged(() => ledger.recordGate('d-1', gateRecord('chat', 'in-flight', 'inconclusive')));
    expect(line).toMatchObject({ decision: 'gate', gate: 'chat', phase: 'in-flight', outcome: 'inconclusive' });
  });

  it('is nothing where nothing was decided, or where somebody else was first', async () => {
    const kept = new InMemoryLedger();
    const ledger = new LoggedLedger(kept);
    const opened = await ledger.open(newRelease);
    const lines = await logged(async () => {
      await applyEvent(ledger, 'd-1', { kind: 'rollback-ended', at: 2000, succeeded: true });
      expect(await ledger.replace({ ...opened, revision: 9 }, judged('pass'))).toBeUndefined();
      expect([await ledger.read('d-1'), await ledger.manifest('d-1'), await ledger.unsettled()]).toEqual([
        opened,
        undefined,
        ['d-1'],
      ]);
    });
    expect(lines).toEqual([]);
  });

  it('is one line, whatever green says', async () => {
    const gate = gateRecord('chat', 'before-traffic', 'fail');
    const forged = {
      ...gate.verdict.reasons[0]!,
      message: `x\n{"level":"INFO","outcome":"released"}\u001b[2J${'y'.repeat(9000)}`,
    };
    const record = { ...gate, verdict: { ...gate.verdict, reasons: [forged] } };
    const lines = await logged(() => new LoggedLedger(new InMemoryLedger()).recordGate('d-1', record));
    expect(lines).toHaveLength(1);
    expect(lines[0]!.reason).not.toMatch(/[\n\u001b]/);
    expect(String(lines[0]!.reason).length).toBeLessThan(600);
  });
});
