import { shown, unmet } from '../suite/expectation';
import { httpApiEvent, readHttpAnswer, type HttpRequest } from '../suite/http-request';
import type { Conversation, Suite, Turn } from '../suite/suite';
import { merged, valueAt, withValueAt } from '../suite/value-path';
import type { Answer, GatePorts } from './call';
import type { IntegrationDefinition } from './gate-definition';
import type { Reason, Verdict } from './verdict';

/** What came of one conversation: the reasons are empty when it held. */
interface ConversationResult {
  readonly reasons: readonly Reason[];
  readonly latencies: readonly number[];
}

/** Asks whether green still holds every conversation of a suite. Conversations are taken in the order of their keys. */
export async function runIntegrationGate(gate: IntegrationDefinition, ports: GatePorts): Promise<Verdict> {
  const startedAt = ports.now();
  const conversations = [...gate.suite.conversations].sort((a, b) => (a.key < b.key ? -1 : 1));
  const results = await sideBySide(conversations, gate.concurrency, (one) => holdConversation(one, gate, ports));
  const reasons = results.flatMap((result) => result.reasons);
  const latencies = results.flatMap((result) => result.latencies);
  const failed = results.filter((result) => result.reasons.length > 0).length;
  const held: Reason = { code: 'conversations-held', message: `All ${results.length} conversations held.` };
  return {
    outcome: failed > 0 ? 'fail' : 'pass',
    reasons: failed > 0 ? reasons : [held],
    evidence: {
      source: 'conversations with the green version',
      sampleSize: results.length,
      windowMs: ports.now() - startedAt,
      figures: { turns: latencies.length, failedConversations: failed, slowestMs: Math.max(0, ...latencies) },
    },
  };
}

async function holdConversation(
  conversation: Conversation,
  { name, suite }: IntegrationDefinition,
  { call, now }: GatePorts,
): Promise<ConversationResult> {
  const latencies: number[] = [];
  let carried: readonly (readonly [path: string, value: unknown])[] = [];
  for (const [index, turn] of conversation.turns.entries()) {
    const where = `Conversation ${conversation.key}, turn ${index + 1}`;
    const answer = await call(eventOf(turn, suite, carried, name, now()), {
      gate: name,
      timeoutMs: (turn.timeoutSeconds ?? suite.timeoutSeconds) * 1000,
    });
    latencies.push(answer.latencyMs);
    if (answer.kind !== 'answered') return { reasons: [noAnswer(where, answer)], latencies };
    const seen = turn.request === undefined ? answer.payload : readHttpAnswer(answer.payload);
    const reasons = Object.entries(turn.expect).flatMap(([path, expectation]) =>
      unmet(valueAt(seen, path), expectation).map((phrase): Reason => {
        const message = `${where}: ${path} was ${shown(valueAt(seen, path))}, expected to ${phrase}.`;
        return { code: 'expectation-not-met', message };
      }),
    );
    if (reasons.length > 0) return { reasons, latencies };
    carried = Object.entries(suite.carry).map(([from, to]) => [to, valueAt(seen, from)]);
  }
  return { reasons: [], latencies };
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
