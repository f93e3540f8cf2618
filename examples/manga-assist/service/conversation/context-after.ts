import { type Context } from './context';
import { type Reply } from './reply';

/** What a conversation is about after one more reply. */
export type ContextAfter = (before: Context, reply: Reply) => Context;

export const contextAfter: ContextAfter = (before, reply) => {
  switch (reply.kind) {
    case 'recommendation':
      return { last: reply.titles[0]?.id, listed: reply.titles.map(({ id }) => id), wish: reply.wish };
    case 'facts': {
      const last = reply.titles.at(-1)?.id;
      // A title of the list leaves the list standing, so that "and the second one?" still points at something.
      return last !== undefined && before.listed.includes(last) ? { ...before, last } : { last, listed: [] };
    }
    case 'talk':
      return before;
  }
};
