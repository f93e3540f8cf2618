import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { WireResponse, WireService } from '../kernel/wire';
import type { Lambda } from './lambda';

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's REST API, as far as handlers call it: `Invoke`. */
export function lambdaWire(lambda: Lambda): WireService {
  return async ({ method, path, headers, body }, caller) => {
    const url = new URL(path, 'http://lambda');
    const functionName = INVOCATIONS.exec(url.pathname)?.[1];
    if (method !== 'POST' || functionName === undefined) {
      throw new NotEmulated(`lambda: ${method} ${url.pathname}`, `a call by ${caller.roleArn}`);
    }
    const invocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
      throw new NotEmulated(`lambda:Invoke of the type ${invocationType}`, `a call by ${caller.roleArn}`);
    }
    const qualifier = url.searchParams.get('Qualifier') ?? undefined;
    const clientContext = headers['x-amz-client-context'];
    const request = {
      functionName: decodeURIComponent(functionName),
      ...(qualifier === undefined ? {} : { qualifier }),
      payload: body.length === 0 ? '{}' : body.toString('utf8'),
      ...(clientContext === undefined ? {} : { clientContext }),
    };
    try {
      if (invocationType === 'Event') {
        lambda.invokeAsynchronously(request);
        return { status: 202, headers: {}, body: '' };
      }
      const result = await lambda.invoke(request);
      return {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-amz-executed-version': result.executedVersion,
          ...(result.failed ? { 'x-amz-function-error': 'Unhandled' } : {}),
        },
        body: result.payload,
      };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return refusal(error);
    }
  };
}

function refusal({ code, statusCode, message }: ApiError): WireResponse {
  return {
    status: statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: 'User', Message: message }),
  };
}
