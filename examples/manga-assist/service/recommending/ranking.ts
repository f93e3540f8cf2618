import { type Title } from '../catalogue/title';

/**
 * Puts titles in the order in which to recommend them, the best first.
 *
 * The order in which they come in must not matter: it is the table's, and nobody chose it.
 */
export type Ranking = (titles: readonly Title[], traits: ReadonlySet<string>) => readonly Title[];
