import type { Fixtures } from '../../suite/fixture';
import { conversationsWith, type Conversation } from '../../suite/suite';
import type { CallPorts } from '../../gate/call';
import { holdTurns, type Talk } from '../../gate/conversation';
import type { IntegrationDefinition } from './integration-definition';
import { sideBySide } from '../../gate/side-by-side';
import type { Reason, Verdict } from '../../gate/verdict';
import { withFixtures } from '../../gate/with-fixtures';
import { counted } from '../../text/figures';

/** What came of one conversation with all its attempts. */
interface ConversationResult {
  readonly key: string;
  /** Of each attempt that did not hold, in their order. */
  readonly reasons: readonly Reason[];
  readonly latencies: readonly number[];
  /** The attempt at which it held; missing where none did. */
  readonly heldAt?: number;
  /** The gate's time was up, and nothing had failed before. */
  readonly cutOff: boolean;
}

/** Asks whether green still holds the conversations of a suite. They are taken in the order of their keys. */
export async function runIntegrationGate(gate: IntegrationDefinition, ports: CallPorts): Promise<Verdict> {
  const startedAt = ports.now();
  const talk = { gate: gate.name, suite: gate.suite, endsAt: startedAt + gate.withinSeconds * 1000 };
  const conversations = conversationsWith(gate.suite, gate.tags);
  const prepared = await withFixtures(talk, ports, (fixtures) =>
    sideBySide(conversations, gate.concurrency, (one) => holdConversation(one, gate, { ...talk, fixtures }, ports)),
  );
  const results = prepared.done ?? [];
  const latencies = results.flatMap((result) => result.latencies);
  const counts = {
    all: conversations.length,
    failed: results.filter((result) => result.heldAt === undefined && !result.cutOff).length,
    cutOff: results.filter((result) => result.cutOff).length,
  };
  const flaky = results.filter(({ heldAt = 1 }) => heldAt > 1);
  const reasons = [
    ...prepared.setupReasons,
    ...(prepared.done ? conversationReasons(results, counts, gate) : []),
    ...prepared.teardownReasons,
  ];
  const broken = counts.failed + counts.cutOff + prepared.setupReasons.length + prepared.teardownReasons.length;
  return {
    outcome: broken > 0 ? 'fail' : 'pass',
    reasons,
    evidence: {
      source: 'conversations with the green version',
      sampleSize: results.filter((result) => result.latencies.length > 0).length,
      windowMs: ports.now() - startedAt,
      figures: {
        turns: latencies.length,
        failedConversations: counts.failed,
        slowestMs: Math.max(0, ...latencies),
        ...(gate.retries === undefined ? {} : { flaky: flaky.length }),
      },
    },
  };
}

function conversationReasons(
  results: readonly ConversationResult[],
  { all, failed, cutOff }: Readonly<Record<'all' | 'failed' | 'cutOff', number>>,
  { withinSeconds }: IntegrationDefinition,
): readonly Reason[] {
  // First what did not hold, as a verdict with many reasons is cut at its end.
  const attempts = [
    ...results.filter(({ heldAt }) => heldAt === undefined),
    ...results.filter(({ heldAt }) => heldAt !== undefined),
  ].flatMap((result) => [...flakyReasons(result), ...result.reasons]);
  if (failed + cutOff === 0) {
    return [
      { code: 'conversations-held', message: all === 1 ? 'The conversation held.' : `All ${all} conversations held.` },
      ...attempts,
    ];
  }
  const held = `${all - failed - cutOff} of ${counted(all, 'conversation')} held within ${withinSeconds} s`;
  const tooSlow: Reason = { code: 'too-slow', message: `${held}; ${cutOff} had no time to come to their end.` };
  return [...(cutOff > 0 ? [tooSlow] : []), ...attempts];
}

function flakyReasons({ key, heldAt = 1 }: ConversationResult): readonly Reason[] {
  if (heldAt === 1) return [];
  return [{ code: 'flaky', message: `Conversation ${key} is flaky: it held only at attempt ${heldAt}.` }];
}

async function holdConversation(
  { key, turns }: Conversation,
  { retries = 0 }: IntegrationDefinition,
  talk: Talk & { readonly fixtures: Fixtures },
  ports: CallPorts,
): Promise<ConversationResult> {
  const reasons: Reason[] = [];
  const latencies: number[] = [];
  for (let attempt = 1; attempt <= retries + 1; attempt++) {
    const name = retries === 0 ? `Conversation ${key}` : `Conversation ${key}, attempt ${attempt}`;
    const result = await holdTurns(name, turns, talk, ports);
    latencies.push(...result.latencies);
    reasons.push(...result.reasons);
    if (result.cutOff) return { key, reasons, latencies, cutOff: reasons.length === 0 };
    if (result.reasons.length === 0) return { key, reasons, latencies, heldAt: attempt, cutOff: false };
  }
  return { key, reasons, latencies, cutOff: false };
}
