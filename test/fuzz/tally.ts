import type { WatchedEnding } from './watched-thread';

/** A case that ended in neither a result nor a clear refusal. */
interface Found {
  readonly number: number;
  readonly message: string;
}

/** Counts how cases ended. */
export class Tally {
  private readonly results = new Map<string, number>();
  private readonly refusals = new Map<string, number>();
  private readonly crashes: Found[] = [];
  private readonly hangs: Found[] = [];
  private runs = 0;

  get failed(): boolean {
    return this.crashes.length + this.hangs.length > 0;
  }

  add(number: number, ending: WatchedEnding): void {
    this.runs += 1;
    switch (ending.kind) {
      case 'result':
        count(this.results, ending.outcomes.at(-1) ?? 'no release');
        return;
      case 'refusal':
        count(this.refusals, ending.by);
        return;
      case 'crash':
        this.crashes.push({ number, message: ending.message });
        return;
      case 'hang':
        this.hangs.push({ number, message: 'It did not end in time.' });
        return;
    }
  }

  /** The counts as a table, one line each. */
  table(): string {
    const rows: readonly (readonly [string, number])[] = [
      ['runs', this.runs],
      ['results', sum(this.results)],
      ...sorted(this.results),
      ['refusals', sum(this.refusals)],
      ...sorted(this.refusals),
      ['crashes', this.crashes.length],
      ['hangs', this.hangs.length],
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, number]) => `${name.padEnd(width)}  ${String(number).padStart(6)}\n`).join('');
  }

  /** Each case that must be looked at, with how to play it again. */
  findings(seed: number): string {
    return [...this.hangs, ...this.crashes]
      .map(({ number, message }) => `\nnpm run fuzz -- --seed ${seed} --only ${number}\n${message}\n`)
      .join('');
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, one) => total + one, 0);
}

function sorted(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, number]) => [`  ${name}`, number]);
}
