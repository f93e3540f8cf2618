import type { Ledger } from '../lib/domain/release/ledger';
import type { GateRecord, Release } from '../lib/domain/release/release';
import { logDecision } from './decision-log';
import { ForwardingLedger } from './forwarding-ledger';

/** A ledger that says in the function's log what was decided, once it is kept. */
export class LoggedLedger extends ForwardingLedger {
  override async replace(...given: Parameters<Ledger['replace']>): Promise<Release | undefined> {
    const [, event] = given;
    const kept = await super.replace(...given);
    if (kept) {
      logDecision({
        ...{ release: kept.id, decision: event.kind, outcome: kept.state, decided_by: kept.decidedBy },
        ...('phase' in event ? { phase: event.phase } : {}),
        reason: kept.reasons[0]?.message,
        duration_ms: event.at - kept.openedAt,
      });
    }
    return kept;
  }

  override async recordGate(releaseId: string, gate: GateRecord): Promise<void> {
    await super.recordGate(releaseId, gate);
    const { name, phase, verdict } = gate;
    const reason = verdict.reasons[0]?.message;
    logDecision({ release: releaseId, decision: 'gate', phase, gate: name, outcome: verdict.outcome, reason });
  }
}
