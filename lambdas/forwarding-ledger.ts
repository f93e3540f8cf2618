import type { Ledger } from '../lib/domain/release/ledger';

/** A ledger that leaves all to another one: who has something to say of a part of it overrides that part. */
export abstract class ForwardingLedger implements Ledger {
  constructor(protected readonly ledger: Ledger) {}

  open(...given: Parameters<Ledger['open']>): ReturnType<Ledger['open']> {
    return this.ledger.open(...given);
  }

  read(id: string): ReturnType<Ledger['read']> {
    return this.ledger.read(id);
  }

  manifest(id: string): ReturnType<Ledger['manifest']> {
    return this.ledger.manifest(id);
  }

  replace(...given: Parameters<Ledger['replace']>): ReturnType<Ledger['replace']> {
    return this.ledger.replace(...given);
  }

  lastEventAt(...given: Parameters<Ledger['lastEventAt']>): ReturnType<Ledger['lastEventAt']> {
    return this.ledger.lastEventAt(...given);
  }

  recordedGates(releaseId: string): ReturnType<Ledger['recordedGates']> {
    return this.ledger.recordedGates(releaseId);
  }

  recordGate(...given: Parameters<Ledger['recordGate']>): ReturnType<Ledger['recordGate']> {
    return this.ledger.recordGate(...given);
  }

  unsettled(): ReturnType<Ledger['unsettled']> {
    return this.ledger.unsettled();
  }
}
