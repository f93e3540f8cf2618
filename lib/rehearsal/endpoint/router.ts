import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Caller, WireRequest, WireResponse, WireService } from '../kernel/wire';

const CREDENTIAL_SCOPE = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//;

/**
 * Finds the service a signed request is for, by the scope of its signature, and who signed it, by the access key.
 *
 * @param services by their signing name, such as `monitoring` for CloudWatch
 * @param roleOf the role that an access key was issued for
 */
export function routeBySignature(
  services: Readonly<Record<string, WireService>>,
  roleOf: (accessKeyId: string) => string | undefined,
): (request: WireRequest) => Promise<WireResponse> {
  return async (request) => {
    const [, accessKeyId = '', signingName = ''] = CREDENTIAL_SCOPE.exec(request.headers.authorization ?? '') ?? [];
    const roleArn = roleOf(accessKeyId);
    if (roleArn === undefined) throw new ApiError('UnrecognizedClientException', 'The security token is invalid.', 403);
    const caller: Caller = { roleArn };
    const service = services[signingName];
    if (!service) throw new NotEmulated(`The service ${signingName}`, `a call by ${roleArn}`);
    return service(request, caller);
  };
}
