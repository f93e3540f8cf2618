import { type Assistant } from '../../service/conversation/assistant';
import { type RecentShoppers } from './recent-shoppers';

/** An assistant that goes on with a shopper's conversation even if the client has lost its context. */
export function rememberShoppers(assistant: Assistant, shoppers: RecentShoppers): Assistant {
  return {
    async answer(turn) {
      const { session } = turn;
      if (session === undefined) return assistant.answer(turn);
      const remembered = shoppers.recall(session);
      const answer = await assistant.answer({ ...turn, context: turn.context ?? remembered });
      shoppers.remember(session, answer.context);
      return answer;
    },
  };
}
