import { appendFileSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { factText } from '../domain/judge/fact';
import type { Judge, JudgeAnswer, JudgeRequest } from '../domain/judge/judge-port';
import { SCORES } from '../domain/judge/rubric';
import { sha256Of } from './digest';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const common = {
  latencyMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
  usage: v.exactOptional(v.strictObject({ inputTokens: whole, outputTokens: whole })),
  notes: v.pipe(v.array(v.string()), v.readonly()),
};

const lineSchema = v.strictObject({
  schema: v.literal(1),
  /** Of the judge and the request, without its boundary, which is new for every call. */
  key: v.string(),
  /** How often the same was asked before. */
  take: whole,
  answer: v.variant('kind', [
    v.strictObject({ ...common, kind: v.literal('scored'), score: v.picklist(SCORES), reason: v.string() }),
    v.strictObject({ ...common, kind: v.literal('malformed'), problem: v.string() }),
  ]),
});

type Line = v.InferOutput<typeof lineSchema>;

/**
 * Lets a judge's answers through and appends each to a file, one JSON line each. An answer that never came says
 * something about that day and nothing about the judge, so it is not recorded. The file has no questions or answers in
 * it, but the judge's reasons may quote them.
 *
 * @param judgeName what tells this judge from others, such as the model's id; part of what a recording is found by
 */
export function recordingJudge(judge: Judge, judgeName: string, file: string): Judge {
  const takes = new Takes();
  return async (request, call) => {
    const key = keyOf(judgeName, request);
    const take = takes.next(key);
    const answer = await judge(request, call);
    if (answer.kind === 'scored' || answer.kind === 'malformed') {
      appendFileSync(file, `${JSON.stringify({ schema: 1, key, take, answer } satisfies Line)}\n`);
    }
    return answer;
  };
}

/**
 * A judge that says again what was recorded: the second time that the same is asked, what the second take was. What was
 * never recorded is unavailable, so a changed rubric, question or answer cannot pass with old scores.
 *
 * @throws Error where the file cannot be read or a line of it is no recording
 */
export function replayingJudge(judgeName: string, file: string): Judge {
  const recorded = new Map<string, JudgeAnswer>();
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text.trim() === '') continue;
    const { key, take, answer } = parseLine(text, `${file}:${index + 1}`);
    recorded.set(`${key} ${take}`, answer);
  }
  const takes = new Takes();
  return (request) => {
    const key = keyOf(judgeName, request);
    const take = takes.next(key);
    const answer = recorded.get(`${key} ${take}`);
    const problem = `${file} has no take ${take + 1} of ${judgeName} for this question and answer. Record it.`;
    return Promise.resolve(answer ?? { kind: 'unavailable', problem, latencyMs: 0, notes: [] });
  };
}

/** Counts how often each key was asked. */
class Takes {
  private readonly asked = new Map<string, number>();

  next(key: string): number {
    const take = this.asked.get(key) ?? 0;
    this.asked.set(key, take + 1);
    return take;
  }
}

function keyOf(judgeName: string, request: JudgeRequest): string {
  const { rubric, earlier, question, answer, reference = null, required, forbidden, answerStands = 'after' } = request;
  const parts = [
    judgeName,
    [rubric.asks, ...SCORES.map((score) => rubric.scores[score])],
    earlier.map((turn) => [turn.user, turn.answer]),
    question,
    answer,
    reference,
    required.map(factText),
    forbidden.map(factText),
    answerStands,
  ];
  return sha256Of(JSON.stringify(parts));
}

function parseLine(text: string, where: string): Line {
  try {
    return v.parse(lineSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${where}: this line is no recording of a judge. Delete it, or record the cassette anew.`, {
      cause,
    });
  }
}
