import type { GateKind } from '../../gate/gate-kind';
import { callsSideBySide } from '../../gate/suite-calls';
import { CANARIES } from '../../judge/canary';
import { anchorsOf, longestExamination } from '../../judge/judge-examination';
import { qualitySchema, type QualityDefinition } from './quality-definition';
import { qualityResumes, qualitySliceSeconds } from './quality-time';
import { qualitySuiteProblems } from './suite-size';
import type { Reason } from '../../gate/verdict';
import { judgingSentence, worstCaseJudging } from './worst-case-judging';

/** Does green answer as well as blue? It takes several calls, of an asker of its own. */
export const QUALITY_GATE: GateKind<QualityDefinition> = {
  schema: qualitySchema,
  problems: ({ suite, ...rule }) => (suite ? qualitySuiteProblems(suite, rule) : []),
  seconds: qualitySliceSeconds,
  resumes: qualityResumes,
  calls: ({ suite: { cases }, blueScores, concurrency }) => {
    const turns = cases.reduce((sum, one) => sum + one.turns.length, 0);
    // Of green, and of blue for each score that is to be made.
    return callsSideBySide((1 + blueScores) * turns, concurrency, cases.length);
  },
  scoreWrites,
  needsBlue: true,
  foreseen: (gate) => (gate.judge.kind === 'offline' ? [] : [judgingSentence(gate, worstCaseJudging(gate))]),
  cautions: (gate) => (gate.judge.kind === 'offline' ? [judgedOffline(gate)] : []),
};

/** Rules must not be taken for a judge that reads: whoever deploys this has to say that it is meant. */
function judgedOffline({ name }: QualityDefinition): Reason {
  return {
    code: 'offlineJudge',
    message: `Gate ${name} is judged by the offline judge, which compares words by rules: fit for rehearsals, not for production. Let a model judge what goes to customers.`,
  };
}

/** A call of a judge is booked, its score kept, and what it used booked: a kilobyte each. */
const WRITES_OF_A_SCORE = 3;

/** If the judge has to be examined and no score is kept from before. */
function scoreWrites({ suite: { cases, rubric }, blueScores }: QualityDefinition): number {
  const examination = longestExamination(rubric);
  const own = examination.length + anchorsOf(examination).length + Math.min(CANARIES, cases.length);
  return WRITES_OF_A_SCORE * (own + cases.length * (1 + blueScores));
}
