import type { SpentGlasses } from '../../../lib/domain/attestation/spent-glasses';

/** Break-glasses that were used, by their ids. */
export class InMemorySpentGlasses implements SpentGlasses {
  readonly spent = new Map<string, string>();

  by(id: string): Promise<string | undefined> {
    return Promise.resolve(this.spent.get(id));
  }

  spend(id: string, releaseId: string): Promise<string> {
    const holder = this.spent.get(id) ?? releaseId;
    this.spent.set(id, holder);
    return Promise.resolve(holder);
  }
}
