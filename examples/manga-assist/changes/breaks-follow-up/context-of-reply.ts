import { type ContextAfter } from '../../service/conversation/context-after';

/** The context is what the last reply was about. */
export const contextOfReply: ContextAfter = (_, reply) => {
  if (reply.kind === 'talk') return { listed: [] };
  const ids = reply.titles.map(({ id }) => id);
  return {
    last: ids.length === 1 ? ids[0] : undefined,
    listed: ids,
    ...(reply.kind === 'recommendation' ? { wish: reply.wish } : {}),
  };
};
