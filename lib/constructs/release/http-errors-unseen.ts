import { Annotations, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import { asWritten } from './bare-mentions';
import { writtenProperties } from './written-properties';

/** What turns an answer of a function into an HTTP response, with a status that the function says. */
const HTTP = /^AWS::(ApiGateway::Method|ApiGatewayV2::Integration|Lambda::Url|ElasticLoadBalancingV2::TargetGroup)$/;

export interface HttpErrorsProps {
  readonly function: lambda.Function;
  readonly alias: lambda.IAlias;
  readonly gates: readonly GateDefinition[];
}

/**
 * Warns, once the app is complete, of a gate on the error rate of a function that answers HTTP. A handler that catches an
 * error and answers with a status of 500 has not failed in Lambda's eyes, and the gate sees nothing (Lambda Developer
 * Guide, "Types of metrics for Lambda functions"). Whether a handler does that cannot be seen here, so it is said to be
 * acknowledged by who knows.
 */
export function warnOfHttpErrors(release: IConstruct, { function: fn, alias, gates }: HttpErrorsProps): void {
  const gate = gates.find(({ kind }) => kind === 'error-rate');
  if (!gate || gates.some(({ kind }) => kind === 'failure-ratio')) return;
  const root = Stage.of(release) ?? release.node.root;
  release.node.addValidation({
    validate: () => {
      const paths = root.node
        .findAll()
        .filter((one): one is CfnResource => CfnResource.isCfnResource(one) && HTTP.test(one.cfnResourceType))
        .filter((resource) => leadsTo(resource, fn, alias))
        .map(({ node }) => node.path.replace(/\/(Resource|Default)$/, ''));
      if (paths.length > 0) Annotations.of(release).addWarningV2('sluice:httpErrorsUnseen', messageOf(gate, paths));
      return [];
    },
  });
}

function messageOf({ name }: GateDefinition, paths: readonly string[]): string {
  return `Gate ${name} counts the invocations that fail, and the function answers HTTP, by ${paths.join(', ')}: a handler that catches an error and answers with a status of 500 has not failed, and the gate does not see it. Wrap the handler in releaseMetrics and say so by the prop of that name, let unexpected errors leave it, or count failures yourself, for Gate.failureRatio. Where they do leave it, acknowledge this.`;
}

function leadsTo(resource: CfnResource, fn: lambda.Function, alias: lambda.IAlias): boolean {
  const stack = Stack.of(resource);
  const { Qualifier: qualifier, ...properties } = writtenProperties(resource);
  const text = JSON.stringify(asWritten(properties));
  const names = (token: string) => text.includes(String(asWritten(stack.resolve(token))));
  // A URL has the alias beside the function; everything else has both in one ARN.
  if (resource.cfnResourceType === 'AWS::Lambda::Url') {
    return qualifier === stack.resolve(alias.aliasName) && (names(fn.functionArn) || names(fn.functionName));
  }
  return names(alias.functionArn) || names(`${fn.functionArn}:${alias.aliasName}`);
}
