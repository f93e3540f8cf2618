import * as v from 'valibot';
import type { Judge, JudgeAnswer, JudgeUsage } from '../domain/quality/judge-port';
import { judgePrompt, type JudgePrompt } from '../domain/quality/judge-prompt';
import { JUDGE_ANSWER_SCHEMA, readJudgeText, type ReadAnswer } from '../domain/quality/read-judge-answer';
import { newBoundary } from './judge-boundary';
import { JudgeConcessions, type Concession } from './judge-concessions';

export interface OpenAiJudgeSettings {
  /** Up to and without `/chat/completions`, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** @default - no `authorization` header, as for a model on one's own machine */
  readonly apiKey?: string;
  /** @default 400 */
  readonly maxOutputTokens?: number;
  /** @default - the model's own */
  readonly temperature?: number;
  /**
   * `native` sends the answer's schema as `response_format` and falls back to `tool`, a forced tool call.
   *
   * @default 'native'
   */
  readonly structuredOutput?: 'native' | 'tool';
}

export interface OpenAiJudgePorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** @default - random, by `newBoundary` */
  readonly boundary?: () => string;
}

const TOOL = 'record_score';
/** Every concession once, and the call itself. */
const MOST_TRIES = 4;

const completionSchema = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        finish_reason: v.nullish(v.string()),
        message: v.object({
          content: v.nullish(v.string()),
          refusal: v.nullish(v.string()),
          tool_calls: v.nullish(v.array(v.object({ function: v.object({ name: v.string(), arguments: v.string() }) }))),
        }),
      }),
    ),
    v.length(1),
  ),
  usage: v.nullish(v.object({ prompt_tokens: v.number(), completion_tokens: v.number() })),
});

type Completion = v.InferOutput<typeof completionSchema>;

/**
 * A judge behind any endpoint that speaks OpenAI's Chat Completions: OpenAI's own, vLLM, Ollama, a gateway. There are no
 * retries but for what the model refuses of a call: whoever asks decides whether a throttled judge is asked again.
 */
export function openAiJudge(settings: OpenAiJudgeSettings, { now, boundary = newBoundary }: OpenAiJudgePorts): Judge {
  const concessions = new JudgeConcessions();
  return async (request, { timeoutMs }): Promise<JudgeAnswer> => {
    const startedAt = now();
    const called = () => ({ latencyMs: now() - startedAt, notes: concessions.notes });
    const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
    const prompt = judgePrompt(request, boundary());
    for (let tries = 1; ; tries++) {
      const sent = sentBy(settings, concessions);
      try {
        const response = await post(settings, bodyOf(settings, sent, concessions, prompt), timeout);
        const text = await response.text();
        if (response.ok) return { ...readCompletion(text, sent.has('structured-output')), ...called() };
        if (response.status === 400 && tries < MOST_TRIES && concessions.concede(text, sent)) continue;
        const problem = `${settings.baseUrl} answered ${response.status}: ${text.slice(0, 300)}`;
        // It was turned away before a model ran, or nobody knows.
        const usage = response.status < 500 ? { usage: { inputTokens: 0, outputTokens: 0 } } : {};
        return { kind: 'unavailable', problem, ...usage, ...called() };
      } catch (error) {
        const problem = timeout.aborted
          ? `no answer within ${timeoutMs} ms.`
          : `${settings.baseUrl}: ${causeOf(error)}`;
        return { kind: 'unavailable', problem, ...called() };
      }
    }
  };
}

async function post({ baseUrl, apiKey }: OpenAiJudgeSettings, body: object, signal: AbortSignal): Promise<Response> {
  return fetch(`${baseUrl.replace(/\/$/, '')}/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(body),
    // A redirect could carry the key and the data elsewhere.
    redirect: 'error',
    signal,
  });
}

function sentBy(
  { temperature, structuredOutput }: OpenAiJudgeSettings,
  made: JudgeConcessions,
): ReadonlySet<Concession> {
  const sent = new Set<Concession>();
  if (temperature !== undefined && !made.has('temperature')) sent.add('temperature');
  if (structuredOutput !== 'tool' && !made.has('structured-output')) sent.add('structured-output');
  if (!made.has('max-tokens-name')) sent.add('max-tokens-name');
  return sent;
}

function bodyOf(
  { model, maxOutputTokens = 400, temperature }: OpenAiJudgeSettings,
  sent: ReadonlySet<Concession>,
  made: JudgeConcessions,
  { system, data }: JudgePrompt,
): object {
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: data },
    ],
    [made.has('max-tokens-name') ? 'max_completion_tokens' : 'max_tokens']: maxOutputTokens,
    ...(sent.has('temperature') ? { temperature } : {}),
    ...(sent.has('structured-output')
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: TOOL, strict: true, schema: JUDGE_ANSWER_SCHEMA },
          },
        }
      : {
          tools: [{ type: 'function', function: { name: TOOL, parameters: JUDGE_ANSWER_SCHEMA } }],
          tool_choice: { type: 'function', function: { name: TOOL } },
        }),
  };
}

function readCompletion(text: string, native: boolean): ReadAnswer & { readonly usage?: JudgeUsage } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'malformed', problem: 'the endpoint did not answer JSON.' };
  }
  const { success, output } = v.safeParse(completionSchema, json);
  if (!success) return { kind: 'malformed', problem: 'the endpoint did not answer a chat completion.' };
  const usage = output.usage
    ? { usage: { inputTokens: output.usage.prompt_tokens, outputTokens: output.usage.completion_tokens } }
    : {};
  const given = givenBy(output, native);
  if ('problem' in given) return { kind: 'malformed', problem: given.problem, ...usage };
  return { ...readJudgeText(given.text), ...usage };
}

/** The text that should be the answer, or why there is none. */
function givenBy({ choices }: Completion, native: boolean): { readonly text: string } | { readonly problem: string } {
  const { finish_reason: finished, message } = choices[0] ?? { message: {} };
  if (message.refusal) return { problem: `the model refused: ${message.refusal.slice(0, 200)}` };
  if (finished === 'length') return { problem: 'it ran out of output tokens (length). Raise `maxOutputTokens`.' };
  if (finished === 'content_filter') return { problem: 'it was filtered (content_filter).' };
  if (native) {
    return finished === 'stop'
      ? { text: (message.content ?? '').trim() }
      : { problem: `it did not come to its end (${finished ?? 'no finish reason'}).` };
  }
  const calls = message.tool_calls ?? [];
  const [call] = calls;
  return calls.length === 1 && call?.function.name === TOOL
    ? { text: call.function.arguments }
    : { problem: `it made ${calls.length} tool calls, expected one of ${TOOL}.` };
}

/** What fetch says of a failure is in its cause; its own message is always the same. */
function causeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  return String(cause ?? error);
}
