import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { factText } from '../domain/judge/fact';
import type { Judge, JudgeAnswer, JudgeRequest, JudgeUsage } from '../domain/judge/judge-port';
import { judgePrompt, type JudgePrompt } from '../domain/judge/judge-prompt';
import { JUDGE_ANSWER_SCHEMA, readJudgeAnswer, type ReadAnswer } from '../domain/judge/read-judge-answer';
import { newBoundary } from './judge-boundary';

/** What a function that judges is invoked with. It may use the prompt, or look at the parts by itself. */
export interface LambdaJudgeEvent {
  readonly schema: 1;
  /** The prompt that the other judges get, for a function that calls a model. */
  readonly prompt: JudgePrompt;
  /** The shape of the answer, as JSON Schema; `usage` may stand beside it. */
  readonly answerSchema: typeof JUDGE_ANSWER_SCHEMA;
  readonly question: string;
  readonly answer: string;
  readonly earlier: JudgeRequest['earlier'];
  readonly reference: string | null;
  readonly requiredFacts: readonly string[];
  readonly forbiddenFacts: readonly string[];
  readonly rubric: JudgeRequest['rubric'];
}

export interface LambdaJudgePorts {
  readonly client: LambdaClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const tokens = v.pipe(v.number(), v.integer(), v.minValue(0));
const usageSchema = v.strictObject({ inputTokens: tokens, outputTokens: tokens });

/** A judge that is a Lambda function. It answers `{ reason, score }`, and `usage: { inputTokens, outputTokens }` if it knows. */
export function lambdaJudge(functionName: string, ports: LambdaJudgePorts): Judge {
  const { client, now } = ports;
  return async (request, { timeoutMs }): Promise<JudgeAnswer> => {
    const startedAt = now();
    const called = () => ({ latencyMs: now() - startedAt, notes: [] });
    const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
    try {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: Buffer.from(JSON.stringify(eventOf(request, newBoundary()))),
        }),
        { abortSignal: timeout },
      );
      const text = Buffer.from(Payload ?? []).toString('utf8');
      if (FunctionError !== undefined) {
        return { kind: 'unavailable', problem: `${functionName} failed: ${text.slice(0, 300)}`, ...called() };
      }
      return { ...readPayload(text), ...called() };
    } catch (error) {
      const problem = timeout.aborted ? `no answer within ${timeoutMs} ms.` : `${functionName}: ${String(error)}`;
      return { kind: 'unavailable', problem, ...called() };
    }
  };
}

function eventOf(request: JudgeRequest, boundary: string): LambdaJudgeEvent {
  const { question, answer, earlier, reference = null, required, forbidden, rubric } = request;
  return {
    schema: 1,
    prompt: judgePrompt(request, boundary),
    answerSchema: JUDGE_ANSWER_SCHEMA,
    question,
    answer,
    earlier,
    reference,
    requiredFacts: required.map(factText),
    forbiddenFacts: forbidden.map(factText),
    rubric,
  };
}

function readPayload(text: string): ReadAnswer & { readonly usage?: JudgeUsage } {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch {
    return { kind: 'malformed', problem: 'the function did not answer JSON.' };
  }
  if (typeof payload !== 'object' || payload === null) {
    return { kind: 'malformed', problem: 'the function did not answer an object.' };
  }
  const { usage, ...answer } = payload as { readonly usage?: unknown };
  const counted = v.safeParse(v.optional(usageSchema), usage);
  if (!counted.success) return { kind: 'malformed', problem: 'its usage is not { inputTokens, outputTokens }.' };
  const used = counted.output === undefined ? {} : { usage: counted.output };
  return { ...readJudgeAnswer(answer), ...used };
}
