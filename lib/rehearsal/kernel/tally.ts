/** How often each name is there. */
export class Tally {
  private readonly counts = new Map<string, number>();

  get isEmpty(): boolean {
    return this.counts.size === 0;
  }

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  remove(name: string): void {
    const left = (this.counts.get(name) ?? 0) - 1;
    if (left > 0) this.counts.set(name, left);
    else this.counts.delete(name);
  }

  /** For people, in the order in which they came. */
  toString(): string {
    return [...this.counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).join(', ');
  }
}
