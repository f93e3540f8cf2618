/*
 * Conversations survive a reload of the page
 *
 * The client keeps the context of a conversation and loses it when the page is reloaded. The next "how many volumes does
 * it have?" then gets a question back. The page sends its `x-session` header with every message anyway, so remember the
 * last context of a session and use it when a message comes without one. Each execution environment remembers the 20
 * shoppers who were active last, which bounds its memory. It is a best effort: a shopper who lands on another
 * environment is no worse off than before.
 *
 * ---
 * What it overlooks: a session that is not in the list of quiet ones yet is never put into it (`noteActivity` only moves
 * what it finds), so there is nobody to forget when the 21st shopper comes. From then on the environment fails for every
 * shopper it does not know. A suite with fewer shoppers than that passes, and health checks have no session at all.
 */
import { deployedCatalogue } from '../../service/catalogue/deployed-catalogue';
import { contextAfter } from '../../service/conversation/context-after';
import { createAssistant } from '../../service/conversation/create-assistant';
import { createHandler } from '../../service/create-handler';
import { rankBySharedTraits } from '../../service/recommending/rank-by-shared-traits';
import { rewordedAsSet } from '../../service/rewording/reworded-as-set';
import { RecentShoppers } from './recent-shoppers';
import { rememberShoppers } from './remember-shoppers';

const assistant = createAssistant({ catalogue: deployedCatalogue, rank: rankBySharedTraits, contextAfter });

export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: rememberShoppers(rewordedAsSet(assistant, process.env), new RecentShoppers()),
});
