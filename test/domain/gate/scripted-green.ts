import type { Answer, CallGreen, GatePorts } from '../../../lib/domain/gate/call';

interface Asked {
  readonly event: unknown;
  readonly gate: string;
  readonly timeoutMs: number;
}

/** A green version that gives its answers in order and takes their latency off a clock of its own. */
export function scriptedGreen(...answers: readonly Answer[]): GatePorts & { readonly asked: readonly Asked[] } {
  let at = Date.UTC(2026, 0, 1);
  const asked: Asked[] = [];
  const call: CallGreen = (event, { gate, timeoutMs }) => {
    const answer = answers[asked.length];
    asked.push({ event, gate, timeoutMs });
    if (!answer) throw new Error(`Call ${asked.length} was not expected.`);
    at += answer.latencyMs;
    return Promise.resolve(answer);
  };
  return { call, now: () => at, asked };
}

export const answered = (payload: unknown, latencyMs = 10): Answer => ({ kind: 'answered', payload, latencyMs });
