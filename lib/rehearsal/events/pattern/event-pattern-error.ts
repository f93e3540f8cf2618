import { ApiError } from '../../kernel/api-error';

/** What EventBridge says of a pattern that it cannot read. */
export function invalidPattern(reason: string): ApiError {
  return new ApiError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
