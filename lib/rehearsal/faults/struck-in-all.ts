import type { Fault } from './fault';
import type { StruckFault } from './faults';

/** How often faults struck in all the steps that had them. */
export class StruckInAll {
  private readonly times = new Map<Fault, number>();

  add(step: readonly StruckFault[]): void {
    for (const { fault, times } of step) this.times.set(fault, (this.times.get(fault) ?? 0) + times);
  }

  /** Those that never did. */
  idle(): readonly Fault[] {
    return [...this.times].flatMap(([fault, times]) => (times === 0 ? [fault] : []));
  }
}
