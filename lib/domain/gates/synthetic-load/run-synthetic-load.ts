import { readHttpAnswer, httpApiEvent } from '../../suite/http-request';
import { valueAt } from '../../suite/value-path';
import { shown } from '../../suite/expectation';
import type { Fixtures } from '../../suite/fixture';
import type { HttpRequest } from '../../suite/http-request';
import type { Suite } from '../../suite/suite';
import { noAnswerText, type CallPorts } from '../../gate/call';
import { holdTurns } from '../../gate/conversation';
import { exchange } from '../../gate/exchange';
import type { SyntheticLoadDefinition } from './synthetic-load-definition';
import { judgeLoad } from './judge-load';
import type { Reason, Verdict } from '../../gate/verdict';
import { withFixtures } from '../../gate/with-fixtures';

/** What one go of the load made: the calls by their times, and why one of them was an error. */
interface Go {
  readonly latencies: readonly number[];
  readonly problem?: Reason;
  readonly cutOff: boolean;
}

/** Calls green so often, before customers do: it warms it, and gives a quiet service something to measure. */
export async function runSyntheticLoadGate(gate: SyntheticLoadDefinition, ports: CallPorts): Promise<Verdict> {
  const startedAt = ports.now();
  const endsAt = startedAt + gate.withinSeconds * 1000;
  const { load, name } = gate;
  if (load.kind === 'request') {
    const goes = await makeGoes(gate, () => callOnce(load.request, name, endsAt, ports));
    return judged(gate, goes, [], ports.now() - startedAt);
  }
  const { suite } = load;
  const talk = { gate: name, suite, endsAt };
  const { done, setupReasons, teardownReasons } = await withFixtures(talk, ports, (fixtures) =>
    makeGoes(gate, (number) => holdOne(suite, number, { ...talk, fixtures }, ports)),
  );
  return judged(gate, done ?? [], [...setupReasons, ...teardownReasons], ports.now() - startedAt);
}

/** Goes side by side until enough calls were made, the time is up, or it is certain that too many were errors. */
async function makeGoes(
  { requests, concurrency, maxErrorRatePercent }: SyntheticLoadDefinition,
  go: (number: number) => Promise<Go>,
): Promise<readonly Go[]> {
  const goes: Go[] = [];
  const allowed = (requests * maxErrorRatePercent) / 100;
  let started = 0;
  let calls = 0;
  let errors = 0;
  let over = false;
  const worker = async () => {
    // Each go makes a call at least, so that those under way count as one.
    while (!over && errors <= allowed && calls + (started - goes.length) < requests) {
      const made = await go(started++);
      goes.push(made);
      calls += made.latencies.length;
      if (made.problem) errors++;
      if (made.cutOff) over = true;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return goes;
}

async function callOnce(request: HttpRequest, gate: string, endsAt: number, { call, now }: CallPorts): Promise<Go> {
  const timeoutMs = endsAt - now();
  if (timeoutMs <= 0) return { latencies: [], cutOff: true };
  const answer = await call(httpApiEvent(request, gate, now()), { gate, timeoutMs });
  // A call that the gate had no more time for says nothing of green.
  if (answer.kind === 'timeout') return { latencies: [], cutOff: true };
  const latencies = [answer.latencyMs];
  if (answer.kind !== 'answered') {
    const problem = {
      ...{ code: answer.kind, message: `A call had no answer: ${noAnswerText(answer)}.` },
      ...exchange({ request }),
    };
    return { latencies, problem, cutOff: false };
  }
  const seen = readHttpAnswer(answer.payload);
  const status = valueAt(seen, 'status');
  if (typeof status === 'number' && status < 500) return { latencies, cutOff: false };
  const problem = {
    ...{ code: 'server-error', message: `A call was answered with the status ${shown(status)}.` },
    ...exchange({ request }, seen),
  };
  return { latencies, problem, cutOff: false };
}

async function holdOne(
  suite: Suite,
  number: number,
  talk: { readonly gate: string; readonly suite: Suite; readonly endsAt: number; readonly fixtures: Fixtures },
  ports: CallPorts,
): Promise<Go> {
  const conversation = suite.conversations[number % suite.conversations.length];
  if (!conversation) throw new Error('The suite has no conversation to make calls of.');
  const { reasons, latencies, cutOff } = await holdTurns(
    `Conversation ${conversation.key}`,
    conversation.turns,
    talk,
    ports,
  );
  const [problem] = reasons;
  return { latencies, cutOff, ...(problem ? { problem } : {}) };
}

function judged(gate: SyntheticLoadDefinition, goes: readonly Go[], own: readonly Reason[], windowMs: number): Verdict {
  const problems = goes.flatMap(({ problem }) => (problem ? [problem] : []));
  const latencies = goes.flatMap((go) => go.latencies);
  const { outcome, reasons, figures } = judgeLoad({ latencies, errors: problems.length }, gate);
  return {
    outcome: own.length > 0 ? 'fail' : outcome,
    reasons: [...own, ...reasons, ...problems],
    evidence: { source: 'synthetic calls of the green version', sampleSize: latencies.length, windowMs, figures },
  };
}
