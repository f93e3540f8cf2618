import { type Title } from './title';

/** The shop's titles. */
export interface Catalogue {
  /** All titles, possibly as they were a while ago: good for finding, not for stating facts. */
  all(): Promise<readonly Title[]>;
  /** One title as it is now, or undefined if the shop does not have it. */
  find(id: string): Promise<Title | undefined>;
}
