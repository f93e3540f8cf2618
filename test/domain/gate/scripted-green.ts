import type { Answer, CallVersion, GatePorts } from '../../../lib/domain/gate/call';

interface Asked {
  readonly event: unknown;
  readonly gate: string;
  readonly timeoutMs: number;
}

const unexpected = (): never => {
  throw new Error('Only green was to be called.');
};

/** What a gate may use, with green alone to be called, and that only as a test says. */
export function greenOnly(ports: Pick<GatePorts, 'call' | 'now'>): GatePorts {
  const release = { id: 'd-1', functionName: 'chat', blue: '7', green: '8' };
  return { release, callBlue: unexpected, callOwnFunction: unexpected, ...ports };
}

/** A green version that gives its answers in order and takes their latency off a clock of its own. */
export function scriptedGreen(...answers: readonly Answer[]): GatePorts & { readonly asked: readonly Asked[] } {
  let at = Date.UTC(2026, 0, 1);
  const asked: Asked[] = [];
  const call: CallVersion = (event, { gate, timeoutMs }) => {
    const answer = answers[asked.length];
    asked.push({ event, gate, timeoutMs });
    if (!answer) throw new Error(`Call ${asked.length} was not expected.`);
    at += answer.latencyMs;
    return Promise.resolve(answer);
  };
  return { ...greenOnly({ call, now: () => at }), asked };
}

export const answered = (payload: unknown, latencyMs = 10): Answer => ({ kind: 'answered', payload, latencyMs });
