import { Arn, ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { PROP_KINDS, problemOf, wholeProps } from '../sound-props';
import type { BoundJudge } from './bound-judge';

/** What a model charges, in US dollars, by the price list of whoever runs it. */
export interface JudgePrice {
  /** For a million tokens that it reads. */
  readonly inputPerMillion: number;
  /** For a million tokens that it writes. */
  readonly outputPerMillion: number;
}

export interface ModelJudgeProps {
  /** What the model charges, from which a release's worst case and its cap are worked out. */
  readonly price: JudgePrice;
  /**
   * The tokens that it may write for one answer. 50 to 8000.
   *
   * @default 400
   */
  readonly maxOutputTokens?: number;
  /**
   * Newer models refuse it, and 0 never made an answer the same twice.
   *
   * @default - the model's own
   */
  readonly temperature?: number;
}

export interface BedrockJudgeProps extends ModelJudgeProps {
  /**
   * The id of an inference profile, which most newer models need, such as `eu.anthropic.claude-sonnet-4-6`; the ARN of
   * an application inference profile; or the id of a model.
   */
  readonly modelId: string;
  /**
   * The Region that is called. A profile may send answers on to every Region of its geography.
   *
   * @default - the Region of the release
   */
  readonly region?: string;
}

export interface OpenAiJudgeProps extends ModelJudgeProps {
  /** The model, by the name that the endpoint knows. */
  readonly model: string;
  /**
   * The endpoint, up to and without `/chat/completions`.
   *
   * @default https://api.openai.com/v1
   */
  readonly baseUrl?: string;
  /**
   * The name of an SSM parameter (a SecureString made by hand, encrypted with the key `aws/ssm`) that holds the API key.
   *
   * @default - no key is sent
   */
  readonly apiKeyParameter?: string;
  /**
   * Whether the endpoint may be in a private network, as a company's gateway is, and be called by plain HTTP. The
   * machine that the gate runs on, and link-local addresses, are never called.
   *
   * @default false
   */
  readonly allowPrivateNetwork?: boolean;
}

export interface FunctionJudgeProps {
  /**
   * What the model behind the function charges.
   *
   * @default - nothing
   */
  readonly price?: JudgePrice;
  /**
   * The tokens that the model behind the function may write for one answer. 50 to 8000.
   *
   * @default 400
   */
  readonly maxOutputTokens?: number;
}

const MAX_OUTPUT_TOKENS = 400;
const FREE: JudgePrice = { inputPerMillion: 0, outputPerMillion: 0 };

/** Who scores answers. It has to pass an examination before its scores count. */
export class Judge {
  /** A model in Amazon Bedrock. */
  static bedrock(props: BedrockJudgeProps): Judge {
    const { given, problems } = judgeProps(props, [...MODEL_PROPS, 'modelId', 'region']);
    const { modelId, region, ...others } = given;
    const own = { kind: 'bedrock', ...modelOf(others), modelId, ...(region === undefined ? {} : { region }) } as const;
    return Judge.of({
      ...{ definition: own, problems },
      statements: (scope) => (isText(modelId) ? bedrockStatements(scope, modelId, region) : []),
    });
  }

  /** A model behind an endpoint that speaks OpenAI's Chat Completions: OpenAI's own, a gateway, vLLM. */
  static openAi(props: OpenAiJudgeProps): Judge {
    const { given, problems } = judgeProps(props, [...MODEL_PROPS, ...OPEN_AI_PROPS]);
    const { model, baseUrl = 'https://api.openai.com/v1', apiKeyParameter, allowPrivateNetwork, ...others } = given;
    const own = {
      kind: 'openai',
      ...{ ...modelOf(others), baseUrl, model },
      ...(apiKeyParameter === undefined ? {} : { apiKeyParameter }),
      ...(allowPrivateNetwork === undefined ? {} : { allowPrivateNetwork }),
    } as const;
    return Judge.of({
      ...{ definition: own, problems },
      statements: (scope) => (isText(apiKeyParameter) ? [parameterStatement(scope, apiKeyParameter)] : []),
    });
  }

  /** A function of your own. It gets the prompt and its parts, and answers `{ reason, score }`. */
  static fromFunction(fn: lambda.IFunction, props: FunctionJudgeProps = {}): Judge {
    const { given, problems } = judgeProps(props, ['price', 'maxOutputTokens']);
    const { price = FREE, maxOutputTokens = MAX_OUTPUT_TOKENS } = given;
    const definition = { kind: 'function', price, maxOutputTokens } as const;
    const wrong = problemOf(PROP_KINDS.function, fn);
    if (wrong !== undefined) {
      return Judge.of({ definition, problems: [`the function of the judge ${wrong}`, ...problems] });
    }
    return Judge.of({
      ...{ definition, problems },
      ownFunction: fn,
      // What the function is, is a part of what its scores are kept by.
      statements: () => [
        new iam.PolicyStatement({ actions: ['lambda:GetFunctionConfiguration'], resources: [fn.functionArn] }),
      ],
    });
  }

  /**
   * Rules instead of a model: free, and the same every time. For rehearsals; it must not decide about a model. A warning at
   * synth says so, `sluice:offlineJudge`, until somebody acknowledges it.
   */
  static offline(): Judge {
    return Judge.of({ definition: { kind: 'offline' } });
  }

  private static of(bound: Pick<BoundJudge, 'definition'> & Partial<BoundJudge>): Judge {
    return new Judge({ statements: () => [], problems: [], ...bound });
  }

  private constructor(private readonly bound: BoundJudge) {}

  /**
   * What the gate that it scores for makes of it.
   *
   * @internal
   */
  _bindToGate(): BoundJudge {
    return this.bound;
  }
}

const MODEL_PROPS = ['price', 'maxOutputTokens', 'temperature'] as const satisfies (keyof ModelJudgeProps)[];
const OPEN_AI_PROPS = ['model', 'baseUrl', 'apiKeyParameter', 'allowPrivateNetwork'] as const;

/** The props of a judge, and what is wrong with them as a whole: of what stands in each, the gate's own check says it. */
function judgeProps<P extends object>(props: P, known: readonly (keyof P & string)[]) {
  const { given, problems } = wholeProps(props, known);
  return { given, problems: problems.map((problem) => `\`judge\`: ${problem}`) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function modelOf({ price, maxOutputTokens = MAX_OUTPUT_TOKENS, temperature }: ModelJudgeProps) {
  return { price, maxOutputTokens, ...(temperature === undefined ? {} : { temperature }) };
}

/** The geographies of cross-Region inference profiles (Amazon Bedrock User Guide, "Supported Regions and models for inference profiles"). */
const GEOGRAPHY = /^(?:us|us-gov|eu|apac|jp|au|ca|sa|me|af|global)\./;

/**
 * A call by an inference profile needs `bedrock:InvokeModel` on the profile and on its model in every Region that it may
 * choose (Amazon Bedrock User Guide, "Prerequisites for inference profiles"). Converse has no permission of its own.
 */
function bedrockStatements(scope: IConstruct, modelId: string, region?: string): readonly iam.PolicyStatement[] {
  const actions = ['bedrock:InvokeModel'];
  const stack = Stack.of(scope);
  const models = (ofRegion: string, model: string) =>
    Arn.format(
      { service: 'bedrock', region: ofRegion, account: '', resource: 'foundation-model', resourceName: model },
      stack,
    );
  if (modelId.startsWith('arn:')) {
    // Which model is behind an application's own profile is said nowhere here, so it is any, by that profile alone.
    return [
      new iam.PolicyStatement({ actions, resources: [modelId] }),
      new iam.PolicyStatement({
        actions,
        resources: [models('*', '*')],
        conditions: { StringEquals: { 'bedrock:InferenceProfileArn': modelId } },
      }),
    ];
  }
  if (!GEOGRAPHY.test(modelId)) {
    return [new iam.PolicyStatement({ actions, resources: [models(region ?? Aws.REGION, modelId)] })];
  }
  const profile = stack.formatArn({
    service: 'bedrock',
    ...(region === undefined ? {} : { region }),
    resource: 'inference-profile',
    resourceName: modelId,
  });
  return [new iam.PolicyStatement({ actions, resources: [profile, models('*', modelId.replace(GEOGRAPHY, ''))] })];
}

function parameterStatement(scope: IConstruct, name: string): iam.PolicyStatement {
  const parameter = { service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') };
  return new iam.PolicyStatement({
    actions: ['ssm:GetParameter'],
    resources: [Stack.of(scope).formatArn({ ...parameter, arnFormat: ArnFormat.SLASH_RESOURCE_NAME })],
  });
}
