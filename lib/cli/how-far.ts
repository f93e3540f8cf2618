import type { HowFar } from '../rehearsal';
import { duration } from '../report/terminal/words';

/** So many handler calls take seconds; who has that many has more of them to come. */
const MANY_CALLS = 10_000;

/** How far a step is, for whoever waits; and what makes it slow, where that can be told. */
export function howFar(step: string | undefined, { playedMs, handlerCalls }: HowFar): string {
  const calls = handlerCalls === 1 ? '1 handler call' : `${handlerCalls.toLocaleString('en-US')} handler calls`;
  const far = `${step ?? 'waiting'}: ${duration(Math.round(playedMs / 1000))} of virtual time, ${calls}`;
  return handlerCalls < MANY_CALLS ? far : `${far}. ${FEWER_CALLS}`;
}

const FEWER_CALLS =
  'Each takes real time: with `traffic.requests`, every customer calls the real handler. Lower `requestsPerSecond`, wait less, or leave `requests` out.';
