import { offlineJudge } from '../../../lib/domain/judge/offline/offline-judge';
import type { Judge, JudgeAnswer, JudgeRequest } from '../../../lib/domain/judge/judge-port';
import { DEFAULT_RUBRIC, type Score } from '../../../lib/domain/judge/rubric';

/** A request with nothing in it but what a test is about. */
export function requestOf(request: Partial<JudgeRequest>): JudgeRequest {
  return { rubric: DEFAULT_RUBRIC, earlier: [], question: '', answer: '', required: [], forbidden: [], ...request };
}

export function scored(score: Score): JudgeAnswer {
  return {
    kind: 'scored',
    score,
    reason: 'As told.',
    latencyMs: 1,
    usage: { inputTokens: 10, outputTokens: 5 },
    notes: [],
  };
}

/** A judge that goes by a rule of the test. */
export function judgeBy(rule: (request: JudgeRequest) => Score): Judge {
  return (request) => Promise.resolve(scored(rule(request)));
}

/** The offline judge, but for what a rule of the test says otherwise. */
export function offlineBut(rule: (request: JudgeRequest) => Score | undefined): Judge {
  return async (request, call) => {
    const score = rule(request);
    return score === undefined ? offlineJudge(request, call) : scored(score);
  };
}
