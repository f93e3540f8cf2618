import type { ComparedCase } from './compare-answers';
import { compareCase, type QualityComparison } from './compare-quality';
import { joinClusters, type PairedCase } from './paired-case';
import type { QualityRule } from './quality-rule';
import type { QualityUnit } from './quality-units';

/** What came of the cases, in the order in which they count. */
export interface ComparedCases {
  readonly rule: QualityRule;
  readonly comparison: QualityComparison;
  /** What the decision rests on, a unit each. */
  readonly pairs: readonly PairedCase[];
  /** All cases that were compared, those after the decision too. */
  readonly cases: readonly ComparedCase[];
}

/** Takes units in as they come, and counts them in the order of the suite's shuffle. */
export class ComparisonRun {
  private readonly taken = new Map<QualityUnit, readonly ComparedCase[]>();
  private readonly pairs: PairedCase[] = [];
  private next = 0;

  constructor(
    private comparison: QualityComparison,
    private readonly units: readonly QualityUnit[],
  ) {}

  take(unit: QualityUnit, cases: readonly ComparedCase[]): void {
    this.taken.set(unit, cases);
    for (;;) {
      const first = this.units[this.next];
      const known = first && this.taken.get(first);
      if (!known || this.comparison.outcome !== 'undecided') return;
      const judged = known.map(({ one, difference }) => ({ cluster: '', weight: one.weight, difference }));
      for (const paired of joinClusters(judged)) {
        this.pairs.push(paired);
        this.comparison = compareCase(this.comparison, paired);
      }
      this.next++;
    }
  }

  /** Nothing that comes can change it: a drop rejects whatever the mean says. */
  get isRejected(): boolean {
    return this.comparison.outcome === 'rejected' || this.all().some(({ dropped }) => dropped !== 'not');
  }

  get isDecided(): boolean {
    return this.comparison.outcome !== 'undecided' || this.isRejected;
  }

  open(): readonly QualityUnit[] {
    return this.units.filter((unit) => !this.taken.has(unit));
  }

  result(rule: QualityRule): ComparedCases {
    return { rule, comparison: this.comparison, pairs: this.pairs, cases: this.all() };
  }

  private all(): readonly ComparedCase[] {
    return [...this.taken.values()].flat();
  }
}
