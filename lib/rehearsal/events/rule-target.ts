import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { compileInputPath } from './input-path';
import { inputTransformer, type TargetInput } from './input-transformer';
import type { RuleTarget } from './rule';
import type { TargetProperties } from './rule-properties';

/** EventBridge API Reference, RetryPolicy. */
const MOST_RETRIES = 185;
const OLDEST_SECONDS = 86_400;

/** @param delivers whether there is more to deliver to than functions */
export function ruleTarget(given: TargetProperties, delivers: boolean, where: string): RuleTarget {
  const { Arn, DeadLetterConfig, RetryPolicy, RoleArn, SqsParameters } = given;
  if (!(delivers ? /^arn:aws:(lambda|sqs|sns|states):/ : /^arn:aws:lambda:/).test(Arn)) {
    throw new NotEmulated(`A rule's target ${Arn}`, where);
  }
  if (DeadLetterConfig && !delivers) throw new NotEmulated('DeadLetterConfig of a rule', where);
  return {
    arn: Arn,
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
    ...(SqsParameters && { messageGroupId: SqsParameters.MessageGroupId }),
    input: targetInput(given, where),
    retries: RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES,
    maximumAgeMs: (RetryPolicy?.MaximumEventAgeInSeconds ?? OLDEST_SECONDS) * 1000,
    ...(DeadLetterConfig && { deadLetterArn: DeadLetterConfig.Arn }),
  };
}

function targetInput({ Id, Input, InputPath, InputTransformer }: TargetProperties, where: string): TargetInput {
  const said = [Input, InputPath, InputTransformer].filter((one) => one !== undefined);
  if (said.length > 1) {
    throw new ApiError(
      'ValidationException',
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (InputTransformer) return inputTransformer(InputTransformer, where);
  if (InputPath !== undefined) {
    const read = compileInputPath(InputPath, where);
    return (event) => read(event);
  }
  if (Input === undefined) return (event) => event;
  const constant = parseInput(Input, Id);
  return () => constant;
}

function parseInput(text: string, id: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ApiError('ValidationException', `JSON syntax error in input for target ${id}.`);
  }
}
