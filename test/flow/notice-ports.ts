import type { Message } from '../../lib/domain/message/message';
import type { NoticePorts } from '../../lib/flow/publish-notices';
import type { InMemoryLedger } from '../domain/release/in-memory-ledger';

/** A topic, and what the ledger keeps of what is to be said. */
export function noticePorts(ledger: InMemoryLedger, now: () => number = () => 2000) {
  const messages: Message[] = [];
  const done = new Set<string>();
  const ports: NoticePorts & { readonly saysStarted: true } = {
    saysStarted: true,
    outcomes: {
      publish: (message) => {
        messages.push(message);
        return Promise.resolve();
      },
    },
    notices: {
      due: (before) =>
        Promise.resolve((ledger.notices as Message[]).filter(({ id, at }) => at < before && !done.has(id))),
      published: ({ id }) => {
        done.add(id);
        return Promise.resolve();
      },
    },
    now,
  };
  return { messages, done, ports };
}
