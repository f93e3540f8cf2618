import { createHash } from 'node:crypto';
import type { CallVersion } from '../../../../lib/domain/gate/call';
import type { QualityDefinition } from '../../../../lib/domain/gates/quality/quality-definition';
import type { Judge } from '../../../../lib/domain/judge/judge-port';
import { offlineJudge } from '../../../../lib/domain/judge/offline/offline-judge';
import type { QualityCase } from '../../../../lib/domain/gates/quality/quality-suite';
import { DEFAULT_RUBRIC } from '../../../../lib/domain/judge/rubric';
import { runQualityGate, type QualityAnswer } from '../../../../lib/domain/gates/quality/run-quality';
import { InMemoryScores } from './in-memory-scores';

/** A case with nothing in it but what a test is about. */
export function caseOf(key: string, more: Partial<QualityCase> = {}): QualityCase {
  return {
    key,
    turns: [{ user: `How many volumes has series ${key}?` }],
    reference: `The series ${key} has 12 volumes and is complete.`,
    required: [],
    forbidden: [],
    tags: [],
    weight: 1,
    critical: false,
    ...more,
  };
}

export const SUITE_SIZE = 80;

export function qualityGate(
  change: Partial<QualityDefinition> = {},
  cases?: readonly QualityCase[],
): QualityDefinition {
  const own = cases ?? Array.from({ length: SUITE_SIZE }, (_, index) => caseOf(`s${index}`));
  return {
    kind: 'quality',
    name: 'quality',
    phase: 'before-traffic',
    suite: {
      kind: 'quality',
      effects: 'none',
      event: {},
      question: 'message',
      answer: 'reply',
      carry: {},
      timeoutSeconds: 30,
      rubric: DEFAULT_RUBRIC,
      cases: [...own],
    },
    judge: { kind: 'function', price: { inputPerMillion: 1, outputPerMillion: 5 }, maxOutputTokens: 400 },
    margin: 0.2,
    expectedSd: 0.5,
    blueScores: 1,
    concurrency: 4,
    withinSeconds: 600,
    budget: { mostTokens: 5_000_000, mostDollars: 50 },
    ...change,
  };
}

/** What a version answers to a question. */
export type Version = (question: string, times: number) => string;

const seriesOf = (question: string) => / series (\S+)\?/.exec(question)?.[1] ?? '';

export const VERSIONS = {
  right: (question) => `The series ${seriesOf(question)} has 12 volumes and is complete.`,
  reworded: (question) => `It is complete: the series ${seriesOf(question)} has twelve volumes.`,
  wrong: (question) => `The series ${seriesOf(question)} has 13 volumes and is complete.`,
} satisfies Record<string, Version>;

/** An account in which releases of one function are judged, one after the other. */
export class QualityRelease {
  readonly scores = new InMemoryScores();
  /** The answers that the judge was asked about. */
  readonly judged: string[] = [];
  judge: Judge = offlineJudge;
  judgeIs = 'judge-1';
  /** Milliseconds since the epoch. */
  at = 0;
  /** How long each call of the judge takes. */
  judgeMs = 0;

  constructor(readonly gate: QualityDefinition = qualityGate()) {}

  async ask(versions: { readonly blue: Version; readonly green: Version }, id = 'd-1'): Promise<QualityAnswer> {
    const contentOf = (version: Version) => version.toString();
    return runQualityGate(this.gate, {
      release: { id },
      call: this.version(versions.green),
      callBlue: this.version(versions.blue),
      judge: async (request, call) => {
        this.judged.push(request.answer);
        this.at += this.judgeMs;
        const answer = await this.judge(request, call);
        return { ...answer, usage: { inputTokens: 100, outputTokens: 10 } };
      },
      scores: this.scores,
      contents: { green: contentOf(versions.green), blue: contentOf(versions.blue), judge: this.judgeIs },
      digest: (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16),
      now: () => this.at,
      random: () => 0.5,
      wait: () => Promise.resolve(),
    });
  }

  private version(version: Version): CallVersion {
    const times = new Map<string, number>();
    return (event) => {
      const { message } = event as { readonly message: string };
      const before = times.get(message) ?? 0;
      times.set(message, before + 1);
      return Promise.resolve({ kind: 'answered', payload: { reply: version(message, before) }, latencyMs: 1 });
    };
  }
}
