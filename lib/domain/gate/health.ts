import { httpApiEvent, readHttpAnswer } from '../suite/http-request';
import { valueAt } from '../suite/value-path';
import { shown } from '../suite/expectation';
import type { Answer, GatePorts } from './call';
import type { HealthDefinition } from './gate-definition';
import type { Reason, Verdict } from './verdict';

/** Asks whether green is healthy: so many probes, one after the other, all pass within the time. */
export async function runHealthGate(gate: HealthDefinition, { call, now }: GatePorts): Promise<Verdict> {
  const { name, probe, passes, withinSeconds } = gate;
  const startedAt = now();
  const latencies: number[] = [];
  let reason: Reason | undefined;
  while (!reason && latencies.length < passes) {
    const leftMs = withinSeconds * 1000 - (now() - startedAt);
    if (leftMs <= 0) break;
    const event = probe.kind === 'http' ? httpApiEvent(probe.request, name, now()) : probe.event;
    const answer = await call(event, { gate: name, timeoutMs: leftMs });
    const problem = problemOf(answer, probe);
    latencies.push(answer.latencyMs);
    if (problem) reason = { code: 'probe-failed', message: `Probe ${latencies.length} of ${passes} ${problem}.` };
  }
  const windowMs = now() - startedAt;
  if (!reason && (latencies.length < passes || windowMs > withinSeconds * 1000)) {
    const message = `${latencies.length} of ${passes} probes passed within ${withinSeconds} s.`;
    reason = { code: 'too-slow', message };
  }
  return {
    outcome: reason ? 'fail' : 'pass',
    reasons: [reason ?? { code: 'probes-passed', message: `${passes} of ${passes} probes passed.` }],
    evidence: {
      source: 'probes of the green version',
      sampleSize: latencies.length,
      windowMs,
      figures: { slowestMs: Math.max(0, ...latencies) },
    },
  };
}

function problemOf(answer: Answer, probe: HealthDefinition['probe']): string | undefined {
  switch (answer.kind) {
    case 'answered': {
      if (probe.kind === 'event') return undefined;
      const status = valueAt(readHttpAnswer(answer.payload), 'status');
      return status === probe.status ? undefined : `answered status ${shown(status)}, expected ${probe.status}`;
    }
    case 'function-error':
      return `failed: ${answer.message}`;
    case 'timeout':
      return `had no answer within ${Math.round(answer.latencyMs)} ms`;
    case 'unreachable':
      return `did not reach the function: ${answer.message}`;
  }
}
