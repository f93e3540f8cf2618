import { type ApiError } from '../kernel/api-error';

/** CloudFormation's own error codes, by what the service's error is called; the first that fits counts. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/Exists|ResourceConflict|ConflictException|ResourceInUse/, 'AlreadyExists'],
  [/NotFound|NoSuch|DoesNotExist/, 'NotFound'],
  [/AccessDenied|Unauthorized|NotAuthorized/, 'AccessDenied'],
  [/Throttl|TooManyRequests/, 'Throttling'],
  [/Limit/, 'ServiceLimitExceeded'],
  [/Validation|Invalid|Malformed|BadRequest/, 'InvalidRequest'],
  [/Internal|ServiceException|ServiceFailure/, 'InternalFailure'],
];

/** CloudFormation User Guide, "Handler error codes": the code a service's error is reported under. */
export function handlerErrorCode(error: ApiError): string {
  return CODES.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'GeneralServiceException';
}

/** The reason CloudFormation gives for a resource that failed. */
export function handlerReason(message: string, requestToken: string, code: string): string {
  return `Resource handler returned message: "${message}" (RequestToken: ${requestToken}, HandlerErrorCode: ${code})`;
}
