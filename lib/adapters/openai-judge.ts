import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import * as v from 'valibot';
import { urlProblem } from '../domain/network/outside-url';
import type { Judge, JudgeAnswer, JudgeUsage } from '../domain/judge/judge-port';
import { judgePrompt, type JudgePrompt } from '../domain/judge/judge-prompt';
import { JUDGE_ANSWER_SCHEMA, readJudgeText, type ReadAnswer } from '../domain/judge/read-judge-answer';
import type { Secret } from '../domain/secret/secret';
import { checkedLookup, resolveBySystem } from './checked-lookup';
import { newBoundary } from './judge-boundary';
import { JudgeConcessions, type Concession } from './judge-concessions';
import { outsideError } from './outside-error';
import { askOutside, type OutsideAnswer } from './outside-request';

export interface OpenAiJudgeSettings {
  /** Up to and without `/chat/completions`, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** @default - no `authorization` header, as for a model on one's own machine */
  readonly apiKey?: Secret;
  /**
   * Whether it may be in a private network, and be called by plain HTTP. This machine itself and link-local addresses are
   * never called.
   *
   * @default false
   */
  readonly allowPrivateNetwork?: boolean;
  /** @default 400 */
  readonly maxOutputTokens?: number;
  /** @default - the model's own */
  readonly temperature?: number;
}

export interface OpenAiJudgePorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** @default - random, by `newBoundary` */
  readonly boundary?: () => string;
  /**
   * How a socket finds the address of the endpoint's host name.
   *
   * @default - by the system's resolver, and only to where the settings allow calls
   */
  readonly lookup?: LookupFunction;
}

/** Some hundred times the longest answer that can be a score. */
const MOST_ANSWER_BYTES = 1024 * 1024;
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
export function openAiJudge(settings: OpenAiJudgeSettings, ports: OpenAiJudgePorts): Judge {
  const { now, boundary = newBoundary } = ports;
  const concessions = new JudgeConcessions();
  const { problem: unusable, post } = endpointOf(settings, ports);
  return withoutKey(settings.apiKey, async (request, { timeoutMs }): Promise<JudgeAnswer> => {
    const startedAt = now();
    const called = () => ({ latencyMs: now() - startedAt, notes: concessions.notes });
    if (unusable !== undefined) return { kind: 'unavailable', problem: unusable, usage: UNUSED, ...called() };
    const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
    const prompt = judgePrompt(request, boundary());
    for (let tries = 1; ; tries++) {
      const sent = sentBy(settings, concessions);
      try {
        const { status, text } = await post(bodyOf(settings, sent, concessions, prompt), timeout);
        if (status >= 200 && status < 300) {
          return { ...readCompletion(text, sent.has('structured-output')), ...called() };
        }
        if (status === 400 && tries < MOST_TRIES && concessions.concede(text, sent)) continue;
        const problem = `${settings.baseUrl} answered ${status}: ${quoted(text, settings.apiKey)}`;
        // It was turned away before a model ran, or nobody knows.
        const usage = status < 500 ? { usage: UNUSED } : {};
        return { kind: 'unavailable', problem, ...usage, ...called() };
      } catch (error) {
        const problem = timeout.aborted
          ? `no answer within ${timeoutMs} ms.`
          : `${settings.baseUrl}: ${outsideError(error).message}.`;
        return { kind: 'unavailable', problem, ...called() };
      }
    }
  });
}

const UNUSED: JudgeUsage = { inputTokens: 0, outputTokens: 0 };

interface Endpoint {
  /** Why it must not, or cannot, be called. */
  readonly problem?: string;
  readonly post: (body: object, signal: AbortSignal) => Promise<OutsideAnswer>;
}

/** Where a judge is called. Its connections are its own, since they were checked by its own rule. */
function endpointOf(settings: OpenAiJudgeSettings, ports: OpenAiJudgePorts): Endpoint {
  const { baseUrl, apiKey, allowPrivateNetwork = false } = settings;
  const { lookup = checkedLookup(resolveBySystem, { allowPrivateNetwork }) } = ports;
  const { Agent } = baseUrl.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true });
  const key = apiKey?.reveal().trim();
  const headers = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const url = `${baseUrl.replace(/\/$/, '')}/chat/completions`;
  const wrong = urlProblem(baseUrl, { allowPrivateNetwork });
  const problem = wrong === undefined ? keyProblem(apiKey) : `\`baseUrl\` ${wrong}.`;
  return {
    ...(problem === undefined ? {} : { problem }),
    post: (body, signal) =>
      askOutside(url, {
        ...{ method: 'POST', headers, body: JSON.stringify(body), mostBytes: MOST_ANSWER_BYTES },
        ...{ agent, lookup, signal },
      }),
  };
}

/** RFC 6750, section 2.1: what can stand behind `Bearer` is visible ASCII. */
function keyProblem(apiKey: Secret | undefined): string | undefined {
  if (apiKey === undefined || /^[!-~]+$/.test(apiKey.reveal().trim())) return undefined;
  return `${apiKey.what} cannot be sent: it is empty, or has a line break, a space or another character that a key cannot have. Store it again.`;
}

/** Whatever the endpoint says of the key, as some do of one that they do not know, it goes no further. */
function withoutKey(apiKey: Secret | undefined, judge: Judge): Judge {
  if (apiKey === undefined) return judge;
  return async (request, call) => {
    const answer = await judge(request, call);
    return answer.kind === 'scored'
      ? { ...answer, reason: apiKey.hiddenIn(answer.reason) }
      : { ...answer, problem: apiKey.hiddenIn(answer.problem) };
  };
}

/** The beginning of what was answered; a cut through the key would leave half of it. */
function quoted(text: string, apiKey: Secret | undefined): string {
  return (apiKey?.hiddenIn(text) ?? text).slice(0, 300);
}

function sentBy({ temperature }: OpenAiJudgeSettings, made: JudgeConcessions): ReadonlySet<Concession> {
  const sent = new Set<Concession>();
  if (temperature !== undefined && !made.has('temperature')) sent.add('temperature');
  if (!made.has('structured-output')) sent.add('structured-output');
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
