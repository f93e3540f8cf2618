import { NotEmulated } from '../kernel/not-emulated';

const FUNCTION = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:/]+(:[^:/]+)?$/;
const INVOCATIONS = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/;

/**
 * The function, version or alias that an integration's URI names: by its ARN, or by the path of its invocations.
 *
 * @param where for messages
 */
export function integrationFunction(uri: string, where: string): string {
  const functionArn = INVOCATIONS.exec(uri)?.[1] ?? uri;
  if (FUNCTION.test(functionArn)) return functionArn;
  throw new NotEmulated(
    `An integration with ${uri}`,
    where,
    'Let IntegrationUri be the ARN of a function or an alias.',
  );
}
