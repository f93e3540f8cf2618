import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { ServiceApi } from '../kernel/wire';
import type { Lambda } from './lambda';
import { parseTarget } from './target';

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

/** Lambda's API, as far as handlers and other services call it: `Invoke`. */
export function lambdaApi(lambda: Lambda): ServiceApi {
  return async (operation, given, caller): Promise<InvokeOutput> => {
    const where = `a call by ${caller.roleArn}`;
    if (operation !== 'Invoke') throw new NotEmulated(`lambda:${operation}`, where);
    const parsed = v.safeParse(INVOKE, given);
    if (!parsed.success) {
      const issue = parsed.issues[0];
      throw new NotEmulated(`${v.getDotPath(issue) ?? 'This input'} of lambda:Invoke (${String(issue.input)})`, where);
    }
    const { FunctionName, Qualifier, InvocationType, ClientContext, Payload } = parsed.output;
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
  };
}

/** Service Authorization Reference, "AWS Lambda": a call by a qualifier is a call of the qualified ARN. */
export function lambdaPermissions(place: Place): PermissionsNeeded {
  return (operation, { FunctionName, Qualifier }) => {
    const { functionName, qualifier } = parseTarget(
      String(FunctionName),
      typeof Qualifier === 'string' ? Qualifier : undefined,
    );
    const resource = place.arn('lambda', `function:${functionName}${qualifier === undefined ? '' : `:${qualifier}`}`);
    return [{ action: `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`, resource }];
  };
}
