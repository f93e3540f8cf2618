import { NotEmulated } from '../kernel/not-emulated';
import type { WireProtocol } from '../kernel/wire';
import type { InvokeOutput } from './lambda-api';
import { readByPath } from './lambda-paths';

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's REST API, as far as it is emulated: `Invoke`, what looks at functions, and what changes them. */
export const lambdaProtocol: WireProtocol = {
  read: ({ method, path, headers, body }, caller) => {
    const url = new URL(path, 'http://lambda');
    const found = readByPath(method, url, body);
    if (found) return found;
    const functionName = INVOCATIONS.exec(url.pathname)?.[1];
    if (method !== 'POST' || functionName === undefined) {
      throw new NotEmulated(`lambda: ${method} ${url.pathname}`, `a call by ${caller.roleArn}`);
    }
    const given = {
      FunctionName: decodeURIComponent(functionName),
      Qualifier: url.searchParams.get('Qualifier') ?? undefined,
      InvocationType: headers['x-amz-invocation-type'],
      ClientContext: headers['x-amz-client-context'],
      Payload: body.length === 0 ? undefined : body.toString('utf8'),
    };
    const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return { operation: 'Invoke', input };
  },
  answer: (output, operation) => {
    // What a fault puts in the place of an answer has no status.
    if (operation !== 'Invoke' || !isInvokeOutput(output)) {
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
    }
    const { StatusCode, ExecutedVersion, FunctionError, Payload = '' } = output;
    return {
      status: StatusCode,
      headers: {
        ...(Payload === '' ? {} : { 'content-type': 'application/json' }),
        ...(ExecutedVersion === undefined ? {} : { 'x-amz-executed-version': ExecutedVersion }),
        ...(FunctionError === undefined ? {} : { 'x-amz-function-error': FunctionError }),
      },
      body: Payload,
    };
  },
  refuse: ({ code, statusCode, message, members }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ ...members, Type: 'User', Message: message }),
  }),
};

function isInvokeOutput(output: unknown): output is InvokeOutput {
  return typeof output === 'object' && output !== null && 'StatusCode' in output;
}
