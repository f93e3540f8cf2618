import type { Fault } from './fault';
import { isCalled } from './is-called';

interface ArmedFault {
  readonly fault: Fault;
  calls: number;
  struck: number;
}

/** How often a fault struck. */
export interface StruckFault {
  readonly fault: Fault;
  readonly times: number;
}

/**
 * The faults of a scenario: decides call by call which one strikes.
 *
 * @internal
 */
export class Faults {
  private armed: readonly ArmedFault[] = [];
  private since: number | undefined;

  constructor(private readonly now: () => number) {}

  /** These from now on, and no others; calls are counted afresh. */
  arm(faults: readonly Fault[]): void {
    this.armed = faults.map((fault) => ({ fault, calls: 0, struck: 0 }));
    this.since = undefined;
  }

  /** A deployment starts: times are counted from here. */
  begin(): void {
    this.since ??= this.now();
  }

  /**
   * Counts a call, and answers the fault that hits it, if any: the first of those that do.
   *
   * @param names all that the called thing goes by
   * @param kinds the kinds that can hit here; others are left for elsewhere
   */
  strike<On extends Fault['on']>(
    on: On,
    names: () => readonly string[],
    kinds?: readonly Fault['kind'][],
  ): Extract<Fault, { on: On }> | undefined {
    let hit: ArmedFault | undefined;
    for (const armed of this.armed) {
      const { fault } = armed;
      if (fault.on !== on || kinds?.includes(fault.kind) === false || !this.isOpen(fault)) continue;
      if (!names().some((name) => isCalled(name, fault.id))) continue;
      armed.calls += 1;
      if (isHit(fault, armed.calls)) hit ??= armed;
    }
    if (!hit) return undefined;
    hit.struck += 1;
    return hit.fault as Extract<Fault, { on: On }>;
  }

  struck(): readonly StruckFault[] {
    return this.armed.map(({ fault, struck }) => ({ fault, times: struck }));
  }

  private isOpen({ at, for: length = Infinity }: Fault): boolean {
    if (at === undefined) return true;
    if (this.since === undefined) return false;
    const sinceStart = this.now() - this.since;
    return sinceStart >= at && sinceStart < at + length;
  }
}

function isHit({ times = Infinity, call }: Fault, count: number): boolean {
  return call === undefined ? count <= times : count === call;
}
