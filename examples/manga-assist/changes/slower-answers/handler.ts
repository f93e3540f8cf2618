/*
 * Recommend what the shop has today
 *
 * An environment reads the catalogue once and remembers it, on a busy day until the evening. A title that we took out of the
 * shop at noon is still ranked, and takes the place of one that we have: two recommendations where three were due, or "I
 * have nothing like that". So where a shopper names a genre, read each title by its key before ranking. Reads by key are the
 * cheapest that DynamoDB has, and one after the other they never come in a burst.
 *
 * Answers stay as they are, unless the catalogue has changed.
 *
 * ---
 * What it overlooks: the reads wait for each other. One takes a few milliseconds, and the shop has 84 titles, so whoever
 * names a genre waits most of a second longer. Every suite passes, nothing fails, and the median does not move.
 */
import { deployedCatalogue } from '../../service/catalogue/deployed-catalogue';
import { contextAfter } from '../../service/conversation/context-after';
import { createAssistant } from '../../service/conversation/create-assistant';
import { createHandler } from '../../service/create-handler';
import { rewordedAsSet } from '../../service/rewording/reworded-as-set';
import { rankByNearness } from '../better-ranking/rank-by-nearness';
import { freshWhereAGenreIsNamed } from './fresh-where-a-genre-is-named';

const assistant = freshWhereAGenreIsNamed(deployedCatalogue, (catalogue) =>
  createAssistant({ catalogue, rank: rankByNearness, contextAfter }),
);

export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: rewordedAsSet(assistant, process.env),
});
