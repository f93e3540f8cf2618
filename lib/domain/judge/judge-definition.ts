import * as v from 'valibot';
import { urlProblem } from '../network/outside-url';
import type { JudgeBudget } from './judge-budget';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const price = v.pipe(v.number(), v.minValue(0, 'must be an amount of dollars, 0 or more'), v.finite());

const model = {
  /** US dollars for a million tokens. */
  price: v.strictObject({ inputPerMillion: price, outputPerMillion: price }),
  maxOutputTokens: v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(50), v.maxValue(8000)),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
};

const openAiSchema = v.pipe(
  v.strictObject({
    kind: v.literal('openai'),
    ...model,
    baseUrl: v.string(),
    model: text,
    /** The SSM parameter that holds the key. */
    apiKeyParameter: v.optional(text),
    allowPrivateNetwork: v.optional(v.boolean()),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value } = dataset;
    const problem = urlProblem(value.baseUrl, { allowPrivateNetwork: value.allowPrivateNetwork ?? false });
    if (problem === undefined) return;
    const path = [{ type: 'object', origin: 'value', input: value, key: 'baseUrl', value: value.baseUrl }] as const;
    addIssue({ message: problem, path: [...path], received: withoutUser(value.baseUrl) });
  }),
);

/** Which judge a gate asks, as it is shipped to the platform; a function's ARN is in the release's manifest. */
export const judgeDefinitionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('bedrock'), ...model, modelId: text, region: v.optional(text) }),
  openAiSchema,
  v.strictObject({ kind: v.literal('function'), price: model.price, maxOutputTokens: model.maxOutputTokens }),
  v.strictObject({ kind: v.literal('offline') }),
]);
export type JudgeDefinition = v.InferOutput<typeof judgeDefinitionSchema>;

/** What was given, for a message. A user's password may be in it, which no message has. */
function withoutUser(url: string): string {
  return JSON.stringify(url.replace(/^([a-z][a-z0-9+.-]*:)?(\/*).*@/i, '$1$2…@').replace(/[?#].*$/su, '?…'));
}

const NOTHING = { inputPerMillion: 0, outputPerMillion: 0 };

/** What a judge writes at most for one answer, in tokens. */
export function maxOutputTokensOf(judge: JudgeDefinition): number {
  return judge.kind === 'offline' ? 0 : judge.maxOutputTokens;
}

export function priceOf(judge: JudgeDefinition): JudgeBudget['price'] {
  return judge.kind === 'offline' ? NOTHING : judge.price;
}

/** What a judge is called in reports. */
export function judgeName(judge: JudgeDefinition): string {
  switch (judge.kind) {
    case 'bedrock':
      return judge.modelId;
    case 'openai':
      return judge.model;
    case 'function':
      return 'a function';
    case 'offline':
      return 'the offline judge';
  }
}
