/*
 * Answers in the voice of the shop
 *
 * Our replies read like an encyclopedia, and repeat what the shopper has just typed: asked who wrote Monster, we say that
 * Monster is by Naoki Urasawa. People come to the shop for its owner, who is short with everybody and printed on our bags
 * for it. So a question about one title is answered in his words, and with the fact alone: half as much to read on a phone.
 * Prices, stories and recommendations sell, and stay as they are.
 *
 * Every fact is still there, and no conversation of the suite noticed.
 *
 * ---
 * What it overlooks: in the shop he smiles. In writing a shopper gets a snub and a fragment, and has to look up which title
 * it is about. Suites of conversations ask whether an answer has what it must have; only who compares it with the answer
 * that was there before sees that it has become worse.
 */
import { deployedCatalogue } from '../../service/catalogue/deployed-catalogue';
import { contextAfter } from '../../service/conversation/context-after';
import { createAssistant } from '../../service/conversation/create-assistant';
import { createHandler } from '../../service/create-handler';
import { rewordedAsSet } from '../../service/rewording/reworded-as-set';
import { rankByNearness } from '../better-ranking/rank-by-nearness';
import { inTheOwnersVoice } from './in-the-owners-voice';

const assistant = createAssistant({ catalogue: deployedCatalogue, rank: rankByNearness, contextAfter });

export const handler = createHandler({
  catalogue: deployedCatalogue,
  assistant: inTheOwnersVoice(rewordedAsSet(assistant, process.env)),
});
