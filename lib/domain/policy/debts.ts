import type { DueNotice } from '../release/ledger';
import type { Debt, KeptDebt } from './debt';

/** What releases owe. Who needs less of it asks for less. */
export interface Debts {
  /** Keeps what a release owes by a time; one that is kept already stays as it is. */
  keep(releaseId: string, debt: Debt): Promise<void>;
  /** What is due before a time, in milliseconds since the epoch, the earliest first; the rest once these are gone. */
  due(before: number): Promise<readonly KeptDebt[]>;
  /** Keeps that, and what, somebody is told of what is due soon; false where somebody was. */
  remind(kept: KeptDebt, notice: DueNotice, at: number): Promise<boolean>;
  /** Asks for it no more, with what is to be said of that, if anything; false where nobody did. */
  close(kept: KeptDebt, at: number, notice?: DueNotice): Promise<boolean>;
}
