import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Permission } from '../kernel/permission';
import type { Service } from '../kernel/service';
import type { Caller, IssuedKey, WireRequest, WireResponse } from '../kernel/wire';
import { checkPresigned } from './check-presigned';
import { serviceAt } from './service-hosts';
import { signatureOf, type Signature } from './signature';

/** Whose answers are the same wherever they are asked: STS knows the roles of the account, and those have no region. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set(['sts']);

/** Whose presigned addresses are taken: by S3 the body is not signed, and others have none that anybody uses. */
const PRESIGNED: ReadonlySet<string> = new Set(['sts']);

export interface ApiCallsPorts {
  /** What the account has is there; a call that is signed for another region would meet nothing of it. */
  readonly region: string;
  /** Virtual milliseconds since the epoch. */
  now(): number;
  /** What was issued with an access key. */
  keyOf(accessKeyId: string): IssuedKey | undefined;
  /** Refuses with an `ApiError` what the caller may not do. */
  authorize(caller: Caller, permission: Permission): void;
  /** Plays what stands between the caller and the service, its time included; the service itself is `perform`. */
  carry(call: ApiCall, perform: () => Promise<unknown>): Promise<unknown>;
}

/** One call of an AWS API. */
export interface ApiCall {
  /** By its signing name, such as `monitoring` for CloudWatch. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Whether a command of an operator makes it, and not what runs in the account. */
  readonly byCommand: boolean;
}

/**
 * Every call of an AWS API comes through here: those that a handler's thread signed, by the scope of the signature
 * and its access key, and those that a service makes in the name of a role.
 */
export class ApiCalls {
  /** @param services by their signing names */
  constructor(
    private readonly services: Readonly<Record<string, Service>>,
    private readonly ports: ApiCallsPorts,
  ) {}

  /** Calls an operation as its caller. Rejects with an `ApiError` where AWS refuses. */
  async call(
    name: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    caller: Caller,
    byCommand = false,
  ): Promise<unknown> {
    const service = this.service(name, caller);
    // Nobody knows what an operation needs that the service does not have: it says so itself.
    if (!service.api.operations.includes(operation)) return service.api(operation, input, caller);
    return this.ports.carry({ service: name, operation, input, caller, byCommand }, () => {
      for (const permission of service.permissions(operation, input)) this.ports.authorize(caller, permission);
      return service.api(operation, input, caller);
    });
  }

  /** Answers a signed request. A signature in a header is believed; one in the address, which anybody may have, is checked. */
  async answer(request: WireRequest, byCommand = false): Promise<WireResponse> {
    const signature = signatureOf(request);
    const { accessKeyId, region, service: name, isPresigned } = signature;
    const addressed = serviceAt(request.headers.host ?? '');
    if (addressed !== undefined && addressed !== name) return this.refuseScope(addressed, signature, request);
    const key = this.ports.keyOf(accessKeyId);
    if (!key) return this.refuseUnknown(signature, request);
    const { caller } = key;
    const { protocol } = this.service(name, caller);
    if (region !== this.ports.region && !SAME_EVERYWHERE.has(name)) {
      throw new NotEmulated(
        `A call of ${name} in the region ${region}, where the account is played in ${this.ports.region},`,
        `a call by ${caller.roleArn}`,
        'Let the client take its region from AWS_REGION, or give the stacks an `env` of that region.',
      );
    }
    if (isPresigned && !PRESIGNED.has(name)) {
      throw new NotEmulated(`A presigned URL of ${name}`, `a call by ${caller.roleArn}`);
    }
    try {
      if (isPresigned) checkPresigned(request, signature, key, this.ports.now());
      const { operation, input } = protocol.read(request, caller);
      return protocol.answer(await this.call(name, operation, input, caller, byCommand), operation, request);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return protocol.refuse(error, request);
    }
  }

  /** Common errors of AWS APIs: a handler may well sign with credentials of its own. */
  private refuseUnknown({ service: name, accessKeyId }: Signature, request: WireRequest): WireResponse {
    const service = this.services[name];
    if (!service) {
      const what = name === '' ? 'A call of an AWS API that is not signed' : `The service ${name}`;
      throw new NotEmulated(what, `a call with the access key "${accessKeyId}", which is of no role of the account`);
    }
    const code = name === 'sts' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
    return service.protocol.refuse(
      new ApiError(code, 'The security token included in the request is invalid.', 403),
      request,
    );
  }

  /** What comes to a service's own address has to be signed for it. */
  private refuseScope(service: string, { accessKeyId }: Signature, request: WireRequest): WireResponse {
    const refusal =
      accessKeyId === ''
        ? new ApiError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
        : new ApiError('SignatureDoesNotMatch', `Credential should be scoped to correct service: '${service}'.`, 403);
    return this.service(service).protocol.refuse(refusal, request);
  }

  private service(name: string, caller?: Caller): Service {
    const service = this.services[name];
    if (!service) throw new NotEmulated(`The service ${name}`, `a call by ${caller?.roleArn ?? 'nobody'}`);
    return service;
  }
}
