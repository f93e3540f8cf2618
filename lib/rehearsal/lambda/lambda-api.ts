import * as v from 'valibot';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import { operation, serviceApi, type ServiceApi } from '../kernel/service-api';
import type { CodeArchives } from './function-configuration';
import type { Lambda } from './lambda';
import { lambdaChanges } from './lambda-changes';
import { lambdaReads } from './lambda-reads';
import { checkHere, parseTarget } from './target';

const INVOKE = v.strictObject({
  FunctionName: v.string(),
  Qualifier: v.optional(v.string()),
  InvocationType: v.optional(v.picklist(['RequestResponse', 'Event']), 'RequestResponse'),
  /** Base64 of JSON. */
  ClientContext: v.optional(v.string()),
  /** JSON text. */
  Payload: v.optional(v.string(), '{}'),
});

/** What `Invoke` gives. */
export interface InvokeOutput {
  readonly StatusCode: number;
  readonly ExecutedVersion?: string;
  readonly FunctionError?: string;
  /** JSON text. */
  readonly Payload?: string;
}

/**
 * Lambda's API, as far as handlers, other services and commands call it: `Invoke`, what looks at functions, and what
 * changes them past their stacks.
 */
export function lambdaApi(lambda: Lambda, archives: CodeArchives = () => undefined): ServiceApi {
  return serviceApi('lambda', {
    Invoke: operation(INVOKE, (given) => invoke(lambda, given)),
    ...lambdaChanges(lambda.registry, archives),
    ...lambdaReads(lambda.registry),
  });
}

async function invoke(
  lambda: Lambda,
  { FunctionName, Qualifier, InvocationType, ClientContext, Payload }: v.InferOutput<typeof INVOKE>,
): Promise<InvokeOutput> {
  const request = {
    functionName: FunctionName,
    ...(Qualifier === undefined ? {} : { qualifier: Qualifier }),
    payload: Payload,
    ...(ClientContext === undefined ? {} : { clientContext: ClientContext }),
  };
  if (InvocationType === 'Event') {
    lambda.invokeAsynchronously(request);
    return { StatusCode: 202 };
  }
  const { executedVersion, payload, failed } = await lambda.invoke(request);
  return {
    StatusCode: 200,
    ExecutedVersion: executedVersion,
    ...(failed ? { FunctionError: 'Unhandled' } : {}),
    Payload: payload,
  };
}

/** Service Authorization Reference, "AWS Lambda": a call by a qualifier is a call of the qualified ARN. */
export function lambdaPermissions(place: Place): PermissionsNeeded {
  return (operation, { FunctionName, Qualifier }) => {
    checkHere(String(FunctionName), place);
    const { functionName, qualifier } = parseTarget(
      String(FunctionName),
      typeof Qualifier === 'string' ? Qualifier : undefined,
    );
    const resource = place.arn('lambda', `function:${functionName}${qualifier === undefined ? '' : `:${qualifier}`}`);
    return [{ action: `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`, resource }];
  };
}
