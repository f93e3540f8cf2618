/*
 * One rule for the context of a conversation
 *
 * The context is put together by three rules, one for each kind of reply, with an exception for titles that were listed
 * before. Nobody could say what a context holds without playing the conversation. Now there is one rule: the context is
 * what the last reply was about. "It" is the title if there was one, "the second one" is a place in the list if there
 * were several. That is half the code, a smaller context over the wire, and every first answer stays as it was.
 *
 * ---
 * What it overlooks: people point further back than one reply. After a list, "who wrote it?" meant the first
 * recommendation, and now means nothing. After "who wrote the second one?", the list is gone, and so is "the first one".
 * After "thanks", everything is. No first turn shows any of it; only conversations do.
 */
import { deployedCatalogue } from '../../service/catalogue/deployed-catalogue';
import { createAssistant } from '../../service/conversation/create-assistant';
import { createHandler } from '../../service/create-handler';
import { rankBySharedTraits } from '../../service/recommending/rank-by-shared-traits';
import { rewordedAsSet } from '../../service/rewording/reworded-as-set';
import { contextOfReply } from './context-of-reply';

const assistant = createAssistant({
  catalogue: deployedCatalogue,
  rank: rankBySharedTraits,
  contextAfter: contextOfReply,
});

export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: rewordedAsSet(assistant, process.env),
});
