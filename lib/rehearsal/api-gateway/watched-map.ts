/** A map by id that tells when it changes. */
export class WatchedMap<T> extends Map<string, T> {
  constructor(private readonly changed: () => void) {
    super();
  }

  override set(id: string, value: T): this {
    super.set(id, value);
    this.changed();
    return this;
  }

  override delete(id: string): boolean {
    this.changed();
    return super.delete(id);
  }
}
