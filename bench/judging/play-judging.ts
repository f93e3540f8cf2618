import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openAiJudge } from '../../lib/adapters/openai-judge';
import { sideBySide } from '../../lib/domain/gate/side-by-side';
import type { JudgeRequest } from '../../lib/domain/judge/judge-port';
import { DEFAULT_RUBRIC } from '../../lib/domain/judge/rubric';
import { startWaitingJudge } from './waiting-judge';

export interface JudgingPlan {
  readonly cases: number;
  /** Judged before, to see what memory each further case keeps; less than `cases`. */
  readonly casesBefore: number;
  readonly inFlight: number;
  /** How long the judge thinks about one answer. */
  readonly waitMs: number;
}

export interface JudgingMeasurement {
  readonly wallMs: number;
  /** What it would take if nothing but the judge took time. */
  readonly idealMs: number;
  readonly mostAtOnce: number;
  readonly scored: number;
  /** In use after a full collection, when the fewer cases were judged and when all were. */
  readonly heapBytesBefore: number;
  readonly heapBytes: number;
}

/** Judges the plan's cases side by side, by the judge that ships, against a server on this machine that waits. */
export async function playJudging(plan: JudgingPlan): Promise<JudgingMeasurement> {
  const { cases, casesBefore, inFlight, waitMs } = plan;
  const server = await startWaitingJudge(waitMs);
  try {
    const judge = openAiJudge(
      { baseUrl: server.baseUrl, model: 'waiting', allowPrivateNetwork: true },
      { now: () => performance.now(), lookup: server.lookup },
    );
    // Only what a decision needs of an answer is kept, so that what else stays in memory is the judge's.
    const judgeAll = (count: number) =>
      sideBySide(casesFor(count), inFlight, async (request) => {
        const answer = await judge(request, { timeoutMs: 60_000 });
        return answer.kind === 'scored' ? answer.score : undefined;
      });
    await judgeAll(casesBefore);
    const heapBytesBefore = await heapInUse();
    const startedAt = performance.now();
    const scores = await judgeAll(cases);
    const wallMs = performance.now() - startedAt;
    return {
      wallMs,
      idealMs: Math.ceil(cases / inFlight) * waitMs,
      mostAtOnce: server.mostAtOnce(),
      scored: scores.filter((score) => score !== undefined).length,
      heapBytesBefore,
      heapBytes: await heapInUse(),
    };
  } finally {
    await server.close();
  }
}

function casesFor(count: number): readonly JudgeRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    rubric: DEFAULT_RUBRIC,
    earlier: [],
    question: `How many volumes does series ${index} have?`,
    answer: `Series ${index} has ${index % 70} volumes. ${'It is worth reading. '.repeat(20)}`,
    reference: `Series ${index} has ${index % 70} volumes.`,
    required: [`${index % 70} volumes`],
    forbidden: [],
  }));
}

async function heapInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // A timeout that was not needed is let go only after its signal was collected, so one collection is not all.
  for (let round = 0; round < 3; round++) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}
