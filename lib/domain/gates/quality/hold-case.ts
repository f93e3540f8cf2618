import type { CallVersion } from '../../gate/call';
import { takeTurn, type Carried, type Talk } from '../../gate/conversation';
import type { Turn } from '../../suite/suite';
import { valueAt, withValueAt } from '../../suite/value-path';
import type { QualityCase, QualitySuite } from './quality-suite';

/** What a version said in one conversation, or why that cannot be known. */
export type Held =
  | { readonly kind: 'held'; readonly answers: readonly string[] }
  /** The gate's time was up. */
  | { readonly kind: 'cut-off' }
  /** A call did not reach the version, which says nothing about it. */
  | { readonly kind: 'unreachable'; readonly message: string };

/**
 * Holds the conversation of a case with one version. A turn that the version fails, or does not answer in time, has an
 * empty answer and is the last: that is what its customer would have got.
 *
 * @param endsAt milliseconds since the epoch
 */
export async function holdCase(
  { turns }: QualityCase,
  { suite, gate, endsAt }: { readonly suite: QualitySuite; readonly gate: string; readonly endsAt: number },
  ports: { readonly call: CallVersion; readonly now: () => number },
): Promise<Held> {
  const talk = { gate, suite: talkedSuite(suite), fixtures: {}, endsAt };
  const answers: string[] = [];
  let carried: Carried = [];
  for (const { user, request, timeoutSeconds } of turns) {
    const base =
      suite.request === undefined
        ? { event: withValueAt(suite.event, suite.question, user) }
        : { request: withValueAt(request ?? {}, suite.question, user) };
    const turn = { ...base, expect: {}, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) };
    const taken = await takeTurn(turn as Turn, talk, carried, ports);
    if (taken.kind === 'cut-off') return { kind: 'cut-off' };
    if (taken.kind === 'no-answer') {
      if (taken.answer.kind === 'unreachable') return { kind: 'unreachable', message: taken.answer.message };
      return { kind: 'held', answers: [...answers, ''] };
    }
    answers.push(textOf(valueAt(taken.seen, suite.answer)));
    carried = taken.carried;
  }
  return { kind: 'held', answers };
}

function talkedSuite({ effects, request, carry, timeoutSeconds }: QualitySuite): Talk['suite'] {
  return { effects, ...(request ? { request } : {}), carry, timeoutSeconds, conversations: [] };
}

/** A reply that is no text is judged as the JSON that the customer's side would see. */
function textOf(reply: unknown): string {
  if (typeof reply === 'string') return reply;
  return reply === undefined || reply === null ? '' : JSON.stringify(reply);
}
