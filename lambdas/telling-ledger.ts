import { releaseMetricsLine } from '../lib/domain/figures/release-metrics-line';
import type { Ledger } from '../lib/domain/release/ledger';
import type { Release } from '../lib/domain/release/release';
import { ForwardingLedger } from './forwarding-ledger';

/**
 * A ledger that tells metrics of what it keeps. Of those that end a release at once one is the first, whoever that is, and
 * it alone tells: so each ended release is told once.
 */
export class TellingLedger extends ForwardingLedger {
  constructor(
    ledger: Ledger,
    private readonly platform: string,
    private readonly write: (line: string) => void,
  ) {
    super(ledger);
  }

  override async replace(...given: Parameters<Ledger['replace']>): Promise<Release | undefined> {
    const kept = await super.replace(...given);
    const line = kept && releaseMetricsLine(kept, given[1], this.platform);
    if (line !== undefined) this.write(line);
    return kept;
  }
}
