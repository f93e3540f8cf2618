import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { type Catalogue } from '../../../examples/manga-assist/service/catalogue/catalogue';
import { type Title } from '../../../examples/manga-assist/service/catalogue/title';

/** The titles of the shop, without a table. Counts what a table would have to read. */
export class InMemoryCatalogue implements Catalogue {
  readonly found: string[] = [];
  /** How many titles were looked for at a time, at most. */
  mostAtOnce = 0;
  private looking = 0;

  /**
   * @param now the titles as they are now
   * @param known the titles as they were when the execution environment first asked
   */
  constructor(
    private readonly now: readonly Title[] = titles,
    private readonly known: readonly Title[] = now,
  ) {}

  all(): Promise<readonly Title[]> {
    return Promise.resolve(this.known);
  }

  async find(id: string): Promise<Title | undefined> {
    this.found.push(id);
    this.looking += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.looking);
    await Promise.resolve();
    this.looking -= 1;
    return this.now.find((title) => title.id === id);
  }
}
