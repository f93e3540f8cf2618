import { deployedCatalogue } from './catalogue/deployed-catalogue';
import { contextAfter } from './conversation/context-after';
import { createAssistant } from './conversation/create-assistant';
import { createHandler } from './create-handler';
import { rankBySharedTraits } from './recommending/rank-by-shared-traits';
import { rewordedAsSet } from './rewording/reworded-as-set';

const assistant = createAssistant({ catalogue: deployedCatalogue, rank: rankBySharedTraits, contextAfter });

/** The first release of the shop assistant. */
export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: rewordedAsSet(assistant, process.env),
});
