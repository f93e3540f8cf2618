import { httpApiEvent, readHttpAnswer } from '../../suite/http-request';
import { valueAt } from '../../suite/value-path';
import { shown, unmet } from '../../suite/expectation';
import type { Answer, CallPorts } from '../../gate/call';
import { exchange } from '../../gate/exchange';
import type { HealthDefinition } from './health-definition';
import type { Reason, Verdict } from '../../gate/verdict';
import { counted } from '../../text/figures';

/** Asks whether green is healthy: so many probes, one after the other, all pass within the time. */
export async function runHealthGate(gate: HealthDefinition, { call, now }: CallPorts): Promise<Verdict> {
  const { name, probe, passes, withinSeconds, maxLatencyMs = Infinity } = gate;
  const startedAt = now();
  const latencies: number[] = [];
  let reason: Reason | undefined;
  while (!reason && latencies.length < passes) {
    const leftMs = withinSeconds * 1000 - (now() - startedAt);
    if (leftMs <= 0) break;
    const event = probe.kind === 'http' ? httpApiEvent(probe.request, name, now()) : probe.event;
    const answer = await call(event, { gate: name, timeoutMs: leftMs });
    const problem = problemOf(answer, probe, maxLatencyMs);
    latencies.push(answer.latencyMs);
    if (problem) {
      const message = `Probe ${latencies.length} of ${passes} ${problem}.`;
      reason = { code: 'probe-failed', message, ...exchange(probe, seenIn(answer, probe)) };
    }
  }
  const windowMs = now() - startedAt;
  if (!reason && (latencies.length < passes || windowMs > withinSeconds * 1000)) {
    const message = `${latencies.length} of ${counted(passes, 'probe')} passed within ${withinSeconds} s.`;
    reason = { code: 'too-slow', message };
  }
  return {
    outcome: reason ? 'fail' : 'pass',
    reasons: [reason ?? { code: 'probes-passed', message: `${passes} of ${counted(passes, 'probe')} passed.` }],
    evidence: {
      source: 'probes of the green version',
      sampleSize: latencies.length,
      windowMs,
      figures: { slowestMs: Math.max(0, ...latencies) },
    },
  };
}

function problemOf(answer: Answer, probe: HealthDefinition['probe'], maxLatencyMs: number): string | undefined {
  switch (answer.kind) {
    case 'answered':
      return wrongIn(seenIn(answer, probe), probe) ?? slownessOf(answer.latencyMs, maxLatencyMs);
    case 'function-error':
      return `failed: ${answer.message}`;
    case 'timeout':
      return `had no answer within ${Math.round(answer.latencyMs)} ms`;
    case 'unreachable':
      return `did not reach the function: ${answer.message}`;
  }
}

/** An answer as expectations see it; undefined where there is none. */
function seenIn(answer: Answer, { kind }: HealthDefinition['probe']): unknown {
  // Stryker disable next-line ConditionalExpression: for the compiler; what is no answer has no payload either.
  if (answer.kind !== 'answered') return undefined;
  return kind === 'event' ? answer.payload : readHttpAnswer(answer.payload);
}

function wrongIn(seen: unknown, probe: HealthDefinition['probe']): string | undefined {
  const status = valueAt(seen, 'status');
  if (probe.kind === 'http' && status !== probe.status) {
    return `answered status ${shown(status)}, expected ${probe.status}`;
  }
  const phrases = Object.entries(probe.expect ?? {}).flatMap(([path, expectation]) =>
    unmet(valueAt(seen, path), expectation).map(
      (phrase) => `answered ${path} ${shown(valueAt(seen, path))}, expected to ${phrase}`,
    ),
  );
  return phrases.length === 0 ? undefined : phrases.join('; and ');
}

function slownessOf(latencyMs: number, maxLatencyMs: number): string | undefined {
  return latencyMs <= maxLatencyMs
    ? undefined
    : `took ${Math.round(latencyMs)} ms, more than the ${maxLatencyMs} ms that an answer may take`;
}
