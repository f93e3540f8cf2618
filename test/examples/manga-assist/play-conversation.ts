import { type Answer } from '../../../examples/manga-assist/service/conversation/assistant';
import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import { httpEvent } from './http-event';

/** What a handler replies to each turn of one conversation, in which it gets its context back. */
export async function playConversation(
  handler: Handler,
  turns: readonly { readonly user: string }[],
): Promise<readonly string[]> {
  const replies: string[] = [];
  let context: Answer['context'] | undefined;
  for (const { user: message } of turns) {
    const { body } = await handler(httpEvent({ method: 'POST', path: '/chat', body: { message, context } }));
    const answer = JSON.parse(body) as Answer;
    replies.push(answer.reply);
    context = answer.context;
  }
  return replies;
}
