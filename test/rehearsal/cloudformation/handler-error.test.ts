import { handlerErrorCode } from '../../../lib/rehearsal/cloudformation/handler-error';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';

describe('the error code of a resource that failed', () => {
  it.each([
    ['EntityAlreadyExists', 'AlreadyExists'],
    ['ResourceConflictException', 'AlreadyExists'],
    ['ResourceExistsException', 'AlreadyExists'],
    ['ResourceInUseException', 'AlreadyExists'],
    ['ResourceNotFoundException', 'NotFound'],
    ['NoSuchEntity', 'NotFound'],
    ['DeploymentGroupDoesNotExistException', 'NotFound'],
    ['AccessDeniedException', 'AccessDenied'],
    ['ThrottlingException', 'Throttling'],
    ['TooManyRequestsException', 'Throttling'],
    ['AlarmsLimitExceededException', 'ServiceLimitExceeded'],
    ['ValidationException', 'InvalidRequest'],
    ['InvalidParameterValueException', 'InvalidRequest'],
    ['ServiceException', 'InternalFailure'],
    ['TeapotException', 'GeneralServiceException'],
  ])('is, for %s, %s', (code, expected) => {
    expect(handlerErrorCode(new ApiError(code, ''))).toBe(expected);
  });
});
