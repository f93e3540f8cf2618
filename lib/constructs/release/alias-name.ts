import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * Why the alias of a release cannot be made: a function has an alias of a name once, and Lambda refuses the second, or
 * the same one under another logical id. Other aliases may come after the release, so this is asked before the synth.
 */
export function aliasNameProblems(alias: lambda.Alias, fn: lambda.IFunction): string[] {
  const own = alias.node.defaultChild;
  return alias.node.root.node
    .findAll()
    .filter((construct) => lambda.CfnAlias.isCfnAlias(construct))
    .filter((other) => other !== own && Stack.of(alias).resolve(other.name) === alias.aliasName && leadsTo(other, fn))
    .map(
      (other) =>
        `the function ${fn.node.path} has an alias \`${alias.aliasName}\` already (${pathOf(other)}), and Lambda takes a name once: release that one by \`existingAlias\`, remove it, or give another \`aliasName\``,
    );
}

/** By the function itself, or as its own stack's templates name it. */
function leadsTo(alias: lambda.CfnAlias, fn: lambda.IFunction): boolean {
  const { scope } = alias.node;
  if (scope instanceof lambda.Alias) return scope.lambda === fn;
  const stack = Stack.of(fn);
  if (Stack.of(alias) !== stack) return false;
  const named = JSON.stringify(stack.resolve(alias.functionName));
  const ownName = (fn.node.defaultChild as lambda.CfnFunction | undefined)?.functionName;
  return [fn.functionName, fn.functionArn, ownName].some((name) => JSON.stringify(stack.resolve(name)) === named);
}

function pathOf(alias: lambda.CfnAlias): string {
  const { scope } = alias.node;
  return scope instanceof lambda.Alias ? scope.node.path : alias.node.path;
}
