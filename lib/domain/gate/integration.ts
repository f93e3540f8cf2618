import { shown, unmet } from '../suite/expectation';
import { httpApiEvent, readHttpAnswer, type HttpRequest } from '../suite/http-request';
import type { Conversation, Suite, Turn } from '../suite/suite';
import { merged, valueAt, withValueAt } from '../suite/value-path';
import type { Answer, GatePorts } from './call';
import type { IntegrationDefinition } from './gate-definition';
import type { Reason, Verdict } from './verdict';

/** What came of one conversation: it held when it came to its end without a reason. */
interface ConversationResult {
  readonly reasons: readonly Reason[];
  readonly latencies: readonly number[];
  /** The gate's time was up before it came to its end, or before it began. */
  readonly cutOff: boolean;
}

/** Asks whether green still holds every conversation of a suite. Conversations are taken in the order of their keys. */
export async function runIntegrationGate(gate: IntegrationDefinition, ports: GatePorts): Promise<Verdict> {
  const startedAt = ports.now();
  const endsAt = startedAt + gate.withinSeconds * 1000;
  const conversations = [...gate.suite.conversations].sort((a, b) => (a.key < b.key ? -1 : 1));
  const results = await sideBySide(conversations, gate.concurrency, (one) =>
    holdConversation(one, gate, endsAt, ports),
  );
  const latencies = results.flatMap((result) => result.latencies);
  const failed = results.filter((result) => result.reasons.length > 0).length;
  const cutOff = results.filter((result) => result.cutOff).length;
  return {
    outcome: failed + cutOff > 0 ? 'fail' : 'pass',
    reasons: reasonsOf(results, { all: results.length, failed, cutOff, withinSeconds: gate.withinSeconds }),
    evidence: {
      source: 'conversations with the green version',
      sampleSize: results.filter((result) => result.latencies.length > 0).length,
      windowMs: ports.now() - startedAt,
      figures: { turns: latencies.length, failedConversations: failed, slowestMs: Math.max(0, ...latencies) },
    },
  };
}

function reasonsOf(
  results: readonly ConversationResult[],
  { all, failed, cutOff, withinSeconds }: Readonly<Record<'all' | 'failed' | 'cutOff' | 'withinSeconds', number>>,
): readonly Reason[] {
  if (failed + cutOff === 0) return [{ code: 'conversations-held', message: `All ${all} conversations held.` }];
  const held = `${all - failed - cutOff} of ${all} conversations held within ${withinSeconds} s`;
  // First, as a verdict with many reasons is cut at its end.
  const tooSlow: Reason = { code: 'too-slow', message: `${held}; ${cutOff} had no time to come to their end.` };
  return [...(cutOff > 0 ? [tooSlow] : []), ...results.flatMap((result) => result.reasons)];
}

async function holdConversation(
  conversation: Conversation,
  { name, suite }: IntegrationDefinition,
  endsAt: number,
  { call, now }: GatePorts,
): Promise<ConversationResult> {
  const latencies: number[] = [];
  let carried: readonly (readonly [path: string, value: unknown])[] = [];
  for (const [index, turn] of conversation.turns.entries()) {
    const where = `Conversation ${conversation.key}, turn ${index + 1}`;
    const leftMs = endsAt - now();
    if (leftMs <= 0) return { reasons: [], latencies, cutOff: true };
    const ownMs = (turn.timeoutSeconds ?? suite.timeoutSeconds) * 1000;
    const timeoutMs = Math.min(ownMs, leftMs);
    const answer = await call(eventOf(turn, suite, carried, name, now()), { gate: name, timeoutMs });
    latencies.push(answer.latencyMs);
    // Green may have been as quick as it has to be: it was the gate that had no more time.
    if (answer.kind === 'timeout' && timeoutMs < ownMs) return { reasons: [], latencies, cutOff: true };
    if (answer.kind !== 'answered') return { reasons: [noAnswer(where, answer)], latencies, cutOff: false };
    const seen = turn.request === undefined ? answer.payload : readHttpAnswer(answer.payload);
    const reasons = Object.entries(turn.expect).flatMap(([path, expectation]) =>
      unmet(valueAt(seen, path), expectation).map((phrase): Reason => {
        const message = `${where}: ${path} was ${shown(valueAt(seen, path))}, expected to ${phrase}.`;
        return { code: 'expectation-not-met', message };
      }),
    );
    if (reasons.length > 0) return { reasons, latencies, cutOff: false };
    carried = Object.entries(suite.carry).map(([from, to]) => [to, valueAt(seen, from)]);
  }
  return { reasons: [], latencies, cutOff: false };
}

function eventOf(
  turn: Turn,
  suite: Suite,
  carried: readonly (readonly [path: string, value: unknown])[],
  gate: string,
  at: number,
): unknown {
  const asked = turn.request === undefined ? turn.event : merged(suite.request, turn.request);
  const complete = carried.reduce<unknown>((value, [path, set]) => withValueAt(value, path, set), asked);
  return turn.request === undefined ? complete : httpApiEvent(complete as HttpRequest, gate, at);
}

function noAnswer(where: string, answer: Exclude<Answer, { kind: 'answered' }>): Reason {
  switch (answer.kind) {
    case 'function-error':
      return { code: 'function-error', message: `${where}: the function failed: ${answer.message}.` };
    case 'timeout':
      return { code: 'timeout', message: `${where}: no answer within ${Math.round(answer.latencyMs)} ms.` };
    case 'unreachable':
      return { code: 'unreachable', message: `${where}: the function was not reached: ${answer.message}.` };
  }
}

/** Works through a list with so many at a time; results come in the order of the list. */
async function sideBySide<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
