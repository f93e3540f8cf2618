import type { Simulation } from '../kernel/simulation';
import type { Rule } from './rule';

/** A rule on a schedule: comes round in virtual time, without keeping a run from ending. */
export class ScheduledRule {
  private cancel: (() => void) | undefined;

  /** @param comeRound called each time */
  constructor(
    private readonly rule: Rule & { readonly schedule: NonNullable<Rule['schedule']> },
    private readonly simulation: Simulation,
    private readonly comeRound: () => void,
  ) {}

  /** EventBridge User Guide: a rate counts from when the rule is made, so it first comes round one interval later. */
  start(): void {
    this.plan(this.simulation.now, this.simulation.now);
  }

  stop(): void {
    this.cancel?.();
  }

  private plan(after: number, start: number): void {
    const time = this.rule.schedule.next(after, start);
    if (time === undefined) return;
    this.cancel = this.simulation.at(time, () => {
      this.plan(time, start);
      this.comeRound();
    });
  }
}
