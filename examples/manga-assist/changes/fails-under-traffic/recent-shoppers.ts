import { type Context } from '../../service/conversation/context';

/** How many shoppers one execution environment remembers, so that its memory stays bounded. */
const AT_MOST = 20;

/** Where the conversations of the most recent shoppers stopped. */
export class RecentShoppers {
  private readonly contexts = new Map<string, Context>();
  /** The sessions, the one that has been quiet for the longest time first. */
  private readonly quietest: string[] = [];

  recall(session: string): Context | undefined {
    this.noteActivity(session);
    return this.contexts.get(session);
  }

  remember(session: string, context: Context): void {
    if (!this.contexts.has(session) && this.contexts.size >= AT_MOST) this.forgetQuietest();
    this.contexts.set(session, context);
  }

  private noteActivity(session: string): void {
    const place = this.quietest.indexOf(session);
    if (place >= 0) this.quietest.push(...this.quietest.splice(place, 1));
  }

  private forgetQuietest(): void {
    const session = this.quietest.shift();
    if (session === undefined)
      throw new Error(`${this.contexts.size} shoppers are remembered, but none of them is quiet.`);
    this.contexts.delete(session);
  }
}
