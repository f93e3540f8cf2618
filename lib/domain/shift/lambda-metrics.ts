import type { Metric } from './metrics';

/** An alias that is released, as metrics name it. */
export interface WatchedAlias {
  readonly functionName: string;
  readonly aliasName: string;
}

/**
 * A metric of the calls of an alias: those that one version ran, or, without a version, all of them (Lambda Developer
 * Guide, "Types of metrics for Lambda functions").
 */
export function aliasMetric({ functionName, aliasName }: WatchedAlias, name: string, version?: string): Metric {
  return {
    namespace: 'AWS/Lambda',
    name,
    dimensions: {
      FunctionName: functionName,
      Resource: `${functionName}:${aliasName}`,
      ...(version === undefined ? {} : { ExecutedVersion: version }),
    },
  };
}
