import type { CommitFacts } from './commit-facts';

/** Where the facts of commits are kept, by the subject of what was made of them. Who needs less of it asks for less. */
export interface FactsLedger {
  /** The facts of a subject; undefined where nobody annotated it. */
  read(subject: string): Promise<CommitFacts | undefined>;
  /** Keeps the facts of a subject in place of earlier ones; false where there are later ones, which stay. */
  keep(subject: string, facts: CommitFacts): Promise<boolean>;
}
