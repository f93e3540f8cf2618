import type { BookedCall, JudgeEpoch, KeptScore, ScoreStore } from '../../../../lib/domain/judge/score-store';

/** Scores in memory, by the rules of the table. */
export class InMemoryScores implements ScoreStore {
  readonly shelves = new Map<string, Map<string, KeptScore>>();
  readonly epochs = new Map<string, JudgeEpoch[]>();
  readonly booked = new Map<string, Map<string, BookedCall>>();
  /** After so many scores are kept, keeping one more breaks. */
  breaksAfter = Infinity;
  private kept = 0;

  scores(shelf: string): Promise<ReadonlyMap<string, KeptScore>> {
    return Promise.resolve(new Map(this.shelves.get(shelf)));
  }

  keep(shelf: string, name: string, score: KeptScore): Promise<KeptScore> {
    if (this.kept >= this.breaksAfter) return Promise.reject(new Error('the table is gone'));
    const own = this.shelves.get(shelf) ?? new Map<string, KeptScore>();
    this.shelves.set(shelf, own);
    const known = own.get(name);
    if (known) return Promise.resolve(known);
    this.kept++;
    own.set(name, score);
    return Promise.resolve(score);
  }

  epoch(judge: string): Promise<JudgeEpoch | undefined> {
    return Promise.resolve(this.epochs.get(judge)?.at(-1));
  }

  beginEpoch(judge: string, epoch: JudgeEpoch): Promise<JudgeEpoch> {
    const own = this.epochs.get(judge) ?? [];
    const known = own.find(({ number }) => number === epoch.number);
    if (known) return Promise.resolve(known);
    this.epochs.set(judge, [...own, epoch]);
    return Promise.resolve(epoch);
  }

  calls(account: string): Promise<readonly BookedCall[]> {
    return Promise.resolve([...(this.booked.get(account)?.values() ?? [])]);
  }

  book(account: string, name: string, call: BookedCall): Promise<void> {
    const own = this.booked.get(account) ?? new Map<string, BookedCall>();
    this.booked.set(account, own.set(name, call));
    return Promise.resolve();
  }

  get count(): number {
    return [...this.shelves.values()].reduce((sum, shelf) => sum + shelf.size, 0);
  }
}
