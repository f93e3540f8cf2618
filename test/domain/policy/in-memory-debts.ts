import type { Debt, KeptDebt } from '../../../lib/domain/policy/debt';
import type { Debts } from '../../../lib/domain/policy/debts';
import type { DueNotice } from '../../../lib/domain/release/ledger';

/** What releases owe, by the same rules as in the real ledger. */
export class InMemoryDebts implements Debts {
  readonly open = new Map<string, KeptDebt>();
  private readonly closed = new Set<string>();

  /** @param notices where what is to be said is kept */
  constructor(private readonly notices: DueNotice[] = []) {}

  keep(releaseId: string, debt: Debt): Promise<void> {
    const key = keyOf({ releaseId, debt });
    if (!this.open.has(key) && !this.closed.has(key)) this.open.set(key, { releaseId, debt });
    return Promise.resolve();
  }

  due(before: number): Promise<readonly KeptDebt[]> {
    const due = [...this.open.values()].filter(({ debt }) => debt.dueAt <= before);
    return Promise.resolve(due.sort((left, right) => left.debt.dueAt - right.debt.dueAt));
  }

  remind(kept: KeptDebt, notice: DueNotice, at: number): Promise<boolean> {
    const now = this.open.get(keyOf(kept));
    if (!now || now.remindedAt !== undefined) return Promise.resolve(false);
    this.open.set(keyOf(kept), { ...now, remindedAt: at });
    this.notices.push(notice);
    return Promise.resolve(true);
  }

  close(kept: KeptDebt, _: number, notice?: DueNotice): Promise<boolean> {
    if (!this.open.delete(keyOf(kept))) return Promise.resolve(false);
    this.closed.add(keyOf(kept));
    if (notice) this.notices.push(notice);
    return Promise.resolve(true);
  }
}

function keyOf({ releaseId, debt }: Pick<KeptDebt, 'releaseId' | 'debt'>): string {
  return `${releaseId} ${debt.dueAt}`;
}
