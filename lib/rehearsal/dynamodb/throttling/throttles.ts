import type { Draw, Randomness } from '../../kernel/randomness';
import type { Simulation } from '../../kernel/simulation';
import type { Access } from './item-requests';
import { throttledKinds, type AccessKind, type Throttle } from './throttle';

export interface ThrottlesPorts {
  readonly simulation: Simulation;
  readonly randomness: Randomness;
  /** The tables there are now, by their names, each with its global secondary indexes. */
  tables(): ReadonlyMap<string, readonly string[]>;
  /** Whether a table goes by a name of the scenario. */
  isCalled(table: string, name: string): boolean;
  /** A request of somebody else was throttled. */
  throttled(access: Access, operation: string): void;
  /** For people. */
  note(what: string): void;
}

/** A throttle, and when it is: undefined until that is known. */
interface Window {
  readonly throttle: Throttle;
  readonly kinds: readonly AccessKind[];
  from?: number;
}

/** Others' requests are throttled so often, in milliseconds: at random in between, so at least twice a minute. */
const SOONEST_MS = 1000;
const LATEST_MS = 30_000;

/** The throttles of a scenario: what is throttled now, and the requests of others that are. */
export class Throttles {
  private windows: readonly Window[] = [];
  private readonly given = new Set<Throttle>();
  private readonly seen = new Set<Throttle>();

  constructor(private readonly ports: ThrottlesPorts) {}

  /** These from now on, and no others. */
  use(throttles: readonly Throttle[]): void {
    this.windows = throttles.map((throttle) => ({ throttle, kinds: throttledKinds(throttle) }));
    for (const throttle of throttles) this.given.add(throttle);
  }

  /** How long before a deployment the earliest begins, in milliseconds. */
  get leadMs(): number {
    return Math.max(0, ...this.windows.map(({ throttle: { at } }) => -at));
  }

  /** Those that are before a deployment begin; it is deployed `leadMs` from now. */
  lead(): void {
    const deployedAt = this.ports.simulation.now + this.leadMs;
    for (const window of this.windows) if (window.throttle.at < 0) this.open(window, deployedAt);
  }

  /** A deployment starts: times are counted from here. */
  begin(): void {
    for (const window of this.windows) this.open(window, this.ports.simulation.now);
  }

  isThrottled({ table, index, kind }: Access): boolean {
    return this.windows.some(
      (window) =>
        this.isOpen(window) &&
        window.throttle.index === index &&
        window.kinds.includes(kind) &&
        this.ports.isCalled(table, window.throttle.table),
    );
  }

  /** How throttles are played, where there are any, and one sentence for each that throttled nothing in any step. */
  assumptions(): readonly string[] {
    if (this.given.size === 0) return [];
    const idle = [...this.given].filter((throttle) => !this.seen.has(throttle));
    return [
      `While a scenario throttles a table, requests of others are throttled too, at random moments ${SOONEST_MS / 1000} to ${LATEST_MS / 1000} s apart. The limit is always that of a key range, and a write of a table is one of each of its indexes, whatever the item has.`,
      ...idle.map(
        (throttle) =>
          `The throttle of ${nameOf(throttle)} throttled nothing: no deployment started, or the step was over before its time, or nothing of that name was there.`,
      ),
    ];
  }

  private open(window: Window, origin: number): void {
    if (window.from !== undefined) return;
    const { throttle } = window;
    window.from = origin + throttle.at;
    const draw = this.ports.randomness.stream(`throttle ${nameOf(throttle)} ${throttle.at}`);
    this.ports.simulation.atInstant(window.from, () => {
      if (!this.isOpen(window)) return;
      const which = window.kinds.map((kind) => `${kind.toLowerCase()}s`).join(' and ');
      this.ports.note(`the scenario throttles ${nameOf(throttle)}: ${which}`);
      this.throttleOthers(window, draw);
    });
    this.ports.simulation.atInstant(window.from + throttle.for, () => {
      if (this.windows.includes(window)) this.ports.note(`${nameOf(throttle)} is not throttled any more`);
    });
  }

  /** Modelled traffic calls no handler, and a table has other callers besides. */
  private throttleOthers(window: Window, draw: Draw): void {
    if (!this.isOpen(window)) return;
    const { table: name, index } = window.throttle;
    for (const [table, indexes] of this.ports.tables()) {
      if (!this.ports.isCalled(table, name) || (index !== undefined && !indexes.includes(index))) continue;
      this.seen.add(window.throttle);
      for (const kind of window.kinds) {
        const access = { table, ...(index === undefined ? {} : { index }), kind };
        this.ports.throttled(access, kind === 'Write' ? 'PutItem' : index === undefined ? 'GetItem' : 'Query');
      }
    }
    const { now } = this.ports.simulation;
    const gapMs = SOONEST_MS + Math.floor(draw() * (LATEST_MS - SOONEST_MS));
    this.ports.simulation.atInstant(now + gapMs, () => {
      this.throttleOthers(window, draw);
    });
  }

  private isOpen(window: Window): boolean {
    const { now } = this.ports.simulation;
    const { from, throttle } = window;
    return this.windows.includes(window) && from !== undefined && now >= from && now < from + throttle.for;
  }
}

function nameOf({ table, index }: Throttle): string {
  return index === undefined ? table : `the index ${index} of ${table}`;
}
