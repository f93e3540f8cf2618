import type { WallTime } from './calendar-values';
import type { ExpansionBudget } from './expansion-budget';

/** Where to look, and how far. */
export interface ExpansionRange {
  /** Instances before need not be given: what is counted is counted all the same. */
  readonly from: WallTime;
  /** The last one that may be given; whoever asks has held it against the end of the rule. */
  readonly last: WallTime;
  readonly budget: ExpansionBudget;
}
