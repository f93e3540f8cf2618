import {
  BedrockRuntimeClient,
  ConverseCommand,
  ValidationException,
  type BedrockRuntimeClientConfig,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  type StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Judge, JudgeAnswer, JudgeUsage } from '../domain/judge/judge-port';
import { judgePrompt, type JudgePrompt } from '../domain/judge/judge-prompt';
import {
  JUDGE_ANSWER_SCHEMA,
  readJudgeAnswer,
  readJudgeText,
  type ReadAnswer,
} from '../domain/judge/read-judge-answer';
import { newBoundary } from './judge-boundary';
import { JudgeConcessions, type Concession } from './judge-concessions';

export interface BedrockJudgeSettings {
  /** A model id, or the id or ARN of an inference profile, which most newer models need. */
  readonly modelId: string;
  /** @default 400 */
  readonly maxOutputTokens?: number;
  /**
   * Newer models refuse it, and 0 never made an answer the same twice.
   *
   * @default - the model's own
   */
  readonly temperature?: number;
}

export interface BedrockJudgePorts {
  readonly client: BedrockRuntimeClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** @default - random, by `newBoundary` */
  readonly boundary?: () => string;
}

/**
 * A client of Bedrock over HTTP/1.1. The SDK's own default is HTTP/2, which neither a proxy nor an emulator on this
 * machine need speak; a judge makes short calls and gains nothing from it.
 */
export function bedrockClient(config: BedrockRuntimeClientConfig = {}): BedrockRuntimeClient {
  return new BedrockRuntimeClient({ maxAttempts: 4, ...config, requestHandler: new NodeHttpHandler() });
}

const TOOL = 'record_score';
/** Every concession once, and the call itself. */
const MOST_TRIES = 3;

/** A judge that is a model in Amazon Bedrock, asked through Converse. Throttling is retried by the client it is given. */
export function bedrockJudge(settings: BedrockJudgeSettings, ports: BedrockJudgePorts): Judge {
  const { client, now, boundary = newBoundary } = ports;
  const concessions = new JudgeConcessions();
  return async (request, { timeoutMs }): Promise<JudgeAnswer> => {
    const startedAt = now();
    const called = () => ({ latencyMs: now() - startedAt, notes: concessions.notes });
    const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
    const prompt = judgePrompt(request, boundary());
    for (let tries = 1; ; tries++) {
      const sent = sentBy(settings, concessions);
      try {
        const output = await client.send(new ConverseCommand(inputOf(settings, sent, prompt)), {
          abortSignal: timeout,
        });
        return { ...judgeAnswerOf(output, sent.has('structured-output')), ...usageOf(output), ...called() };
      } catch (error) {
        const refusal = error instanceof ValidationException ? error.message : undefined;
        if (refusal !== undefined && tries < MOST_TRIES && concessions.concede(refusal, sent)) continue;
        if (timeout.aborted) return { kind: 'unavailable', problem: `no answer within ${timeoutMs} ms.`, ...called() };
        return { kind: 'unavailable', problem: problemOf(error, settings), ...unused(error), ...called() };
      }
    }
  };
}

function sentBy({ temperature }: BedrockJudgeSettings, made: JudgeConcessions): ReadonlySet<Concession> {
  const sent = new Set<Concession>();
  if (temperature !== undefined && !made.has('temperature')) sent.add('temperature');
  if (!made.has('structured-output')) sent.add('structured-output');
  return sent;
}

function inputOf(
  { modelId, maxOutputTokens = 400, temperature }: BedrockJudgeSettings,
  sent: ReadonlySet<Concession>,
  { system, data }: JudgePrompt,
): ConverseCommandInput {
  const answerForm: Partial<ConverseCommandInput> = sent.has('structured-output')
    ? {
        outputConfig: {
          textFormat: {
            type: 'json_schema',
            structure: { jsonSchema: { name: TOOL, schema: JSON.stringify(JUDGE_ANSWER_SCHEMA) } },
          },
        },
      }
    : {
        toolConfig: {
          tools: [
            {
              toolSpec: {
                name: TOOL,
                description: 'Records the score of the answer.',
                // A document of the SDK is a mutable value; the schema is not.
                inputSchema: { json: structuredClone(JUDGE_ANSWER_SCHEMA) as unknown as Record<string, never> },
              },
            },
          ],
          toolChoice: { tool: { name: TOOL } },
        },
      };
  return {
    modelId,
    system: [{ text: system }],
    messages: [{ role: 'user', content: [{ text: data }] }],
    inferenceConfig: {
      maxTokens: maxOutputTokens,
      ...(sent.has('temperature') && temperature !== undefined ? { temperature } : {}),
    },
    ...answerForm,
  };
}

function judgeAnswerOf({ stopReason, output }: ConverseCommandOutput, native: boolean): ReadAnswer {
  const problem = stopProblem(stopReason, native);
  if (problem !== undefined) return { kind: 'malformed', problem };
  const content = output?.message?.content ?? [];
  if (native)
    return readJudgeText(
      content
        .map(({ text }) => text ?? '')
        .join('')
        .trim(),
    );
  const uses = content.flatMap(({ toolUse }) => toolUse ?? []);
  const [use] = uses;
  if (uses.length !== 1 || use?.name !== TOOL) {
    return { kind: 'malformed', problem: `it made ${uses.length} tool calls, expected one of ${TOOL}.` };
  }
  return readJudgeAnswer(use.input);
}

/** Why an answer that ended so is none; undefined where it may be one. */
function stopProblem(stopReason: StopReason | undefined, native: boolean): string | undefined {
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return native ? undefined : 'it ended without the tool call that it was forced to make.';
    case 'tool_use':
      return native ? 'it called a tool, and there is none.' : undefined;
    case 'max_tokens':
      return 'it ran out of output tokens (max_tokens). Raise `maxOutputTokens`.';
    case 'guardrail_intervened':
      return 'a guardrail stopped it (guardrail_intervened). Judge without the guardrail of the service.';
    case 'content_filtered':
      return 'it was filtered (content_filtered).';
    case 'model_context_window_exceeded':
      return 'the prompt does not fit the model (model_context_window_exceeded).';
    case 'malformed_model_output':
    case 'malformed_tool_use':
    case undefined:
    // Bedrock may add one; it cannot be known what the text is worth then.
    default:
      return `the model did not keep to the form (${stopReason ?? 'no stop reason'}).`;
  }
}

function usageOf({ usage }: ConverseCommandOutput): { readonly usage?: JudgeUsage } {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return {};
  const cached = (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0);
  return { usage: { inputTokens: usage.inputTokens + cached, outputTokens: usage.outputTokens } };
}

/** Errors that Bedrock makes before a model runs use nothing; about any other nobody knows. */
const UNUSED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'ValidationException',
]);

function unused(error: unknown): { readonly usage?: JudgeUsage } {
  return error instanceof Error && UNUSED.has(error.name) ? { usage: { inputTokens: 0, outputTokens: 0 } } : {};
}

function problemOf(error: unknown, { modelId }: BedrockJudgeSettings): string {
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // "Invocation of model ID … with on-demand throughput isn't supported."
  if (says.includes('on-demand throughput')) {
    return `${modelId} needs an inference profile: use the profile's id, such as us.${modelId} or eu.${modelId}.`;
  }
  return `Bedrock refused ${modelId}: ${says}`;
}
