import type { Target } from './target';

export type RecordMetric = (
  metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  },
  timestamp: number,
  value: number,
) => void;

interface Invocation {
  readonly target: Target;
  readonly version: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly failed: boolean;
}

/**
 * Counts an invocation in `AWS/Lambda`, at its start and under the dimension sets of the Lambda Developer Guide,
 * "Types of metrics for Lambda functions": the function, the function with the alias or version it was called by,
 * and for an alias also with the version that ran.
 */
export function recordInvocation(record: RecordMetric, invocation: Invocation): void {
  const { functionName: FunctionName, qualifier } = invocation.target;
  const sets: Record<string, string>[] = [{ FunctionName }];
  if (qualifier !== undefined) {
    const Resource = `${FunctionName}:${qualifier}`;
    sets.push({ FunctionName, Resource });
    if (!/^\d+$|^\$LATEST$/.test(qualifier)) sets.push({ FunctionName, Resource, ExecutedVersion: invocation.version });
  }
  const values = { Invocations: 1, Errors: invocation.failed ? 1 : 0, Duration: invocation.durationMs };
  for (const dimensions of sets) {
    for (const [name, value] of Object.entries(values)) {
      record({ namespace: 'AWS/Lambda', name, dimensions }, invocation.startedAt, value);
    }
  }
}
