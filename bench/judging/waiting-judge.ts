import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A model on this machine that thinks for a while and gives everything a 4. */
export interface WaitingJudge {
  /** Up to and without `/chat/completions`. */
  readonly baseUrl: string;
  /** Leads there: no judge that ships goes to this machine by itself. */
  readonly lookup: LookupFunction;
  /** How many it was asked at the same time, at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

/** Starts it. It speaks Chat Completions, so that the judge in front of it is the one that ships. */
export async function startWaitingJudge(waitMs: number): Promise<WaitingJudge> {
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    request.resume();
    void wait(waitMs).then(() => {
      atOnce--;
      response.writeHead(200, { 'content-type': 'application/json' }).end(COMPLETION);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://judge.test:${(server.address() as AddressInfo).port}`,
    lookup: (_, { all }, callback) => {
      if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
    mostAtOnce: () => mostAtOnce,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const COMPLETION = JSON.stringify({
  choices: [
    {
      finish_reason: 'stop',
      message: { content: JSON.stringify({ reason: 'Right, with a flaw.', score: 4 }) },
    },
  ],
  usage: { prompt_tokens: 900, completion_tokens: 20 },
});
