import { type Assistant } from '../conversation/assistant';
import { type Reword } from './reword';

/**
 * An assistant whose replies are reworded. What it is about, and what it remembers, stays as it was.
 *
 * The plain reply is right as it is, so a shopper gets that where the model fails.
 */
export function rewordedAssistant(assistant: Assistant, reword: Reword): Assistant {
  return {
    async answer(turn) {
      const answer = await assistant.answer(turn);
      const reply = await reword({ message: turn.message, reply: answer.reply }).catch((error: unknown) => {
        console.warn(JSON.stringify({ event: 'not-reworded', problem: String(error) }));
        return undefined;
      });
      return { ...answer, reply: reply ?? answer.reply };
    },
  };
}
