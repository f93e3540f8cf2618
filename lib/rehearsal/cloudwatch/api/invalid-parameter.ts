import { ApiError } from '../../kernel/api-error';

/** A value that CloudWatch does not take. */
export function invalidValue(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', message);
}

/** Values that do not go together. */
export function invalidCombination(message: string): ApiError {
  return new ApiError('InvalidParameterCombinationException', message);
}
