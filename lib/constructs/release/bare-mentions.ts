import { Stack, type CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** What follows a function's name or ARN where a version or an alias is meant: within a text, or in its next part. */
const QUALIFIED = /^(?:,")?:(?!\$LATEST(?![\w-]))/;

/**
 * Whether a value of a template names a function without a qualifier, or as `$LATEST`.
 *
 * @param value as it is in the template of the resource
 * @param byName whether the function's name counts as well as its ARN
 */
export function bareMentions(value: unknown, resource: CfnResource, fn: lambda.Function, byName: boolean): boolean {
  const text = JSON.stringify(value ?? null);
  return waysToName(resource, fn, byName).some((way) =>
    text
      .split(way)
      .slice(1)
      .some((rest) => !QUALIFIED.test(rest) && !/^[\w-]/.test(rest)),
  );
}

/** How the template of a resource names a function. What another stack gives has a name there only once it is used. */
function waysToName(resource: CfnResource, fn: lambda.Function, byName: boolean): readonly string[] {
  const [stack, home] = [Stack.of(resource), Stack.of(fn)];
  const { functionName: givenName } = fn.node.defaultChild as lambda.CfnFunction;
  const given = home.resolve(givenName) as unknown;
  const isHere = stack.environment === home.environment;
  // Elsewhere a function goes by the name that it was given, or by none.
  if (!isHere && typeof given !== 'string') return [];
  const named = (token: string) => {
    const here = JSON.stringify(stack.resolve(token));
    return stack !== home && here === JSON.stringify(home.resolve(token)) ? [] : [here];
  };
  const literal = isHere ? given : undefined;
  return [
    ...named(fn.functionArn),
    ...(byName ? named(fn.functionName) : []),
    ...(typeof literal === 'string' ? [`:function:${literal}`, ...(byName ? [JSON.stringify(literal)] : [])] : []),
  ];
}
