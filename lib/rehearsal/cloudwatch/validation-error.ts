import { ApiError } from '../kernel/api-error';

/** CloudWatch's answer to an alarm it does not accept. */
export function validationError(message: string): ApiError {
  return new ApiError('ValidationError', message);
}
