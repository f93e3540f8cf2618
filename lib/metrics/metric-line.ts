import type { InvokedContext } from './called-alias';

/** A call that came back. */
export interface CountedCall {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly cold: boolean;
}

const metric = (Name: string, Unit: string) => ({ Name, Unit, StorageResolution: 1 });
const WARM = [metric('Failures', 'Count'), metric('Duration', 'Milliseconds')];
const COLD = [metric('ColdStarts', 'Count')];

/**
 * One call as a line of a log (CloudWatch User Guide, "Specification: Embedded metric format"). It has one set of dimensions,
 * since each set is charged as metrics of its own; and a cold call has its count alone, since what it takes says nothing of
 * the version.
 */
export function metricLine(context: InvokedContext, alias: string, call: CountedCall): string {
  const values = call.cold
    ? { ColdStarts: 1 }
    : { Failures: call.failed ? 1 : 0, Duration: Math.round(call.durationMs * 100) / 100 };
  return JSON.stringify({
    _aws: {
      Timestamp: call.endedAt,
      CloudWatchMetrics: [
        {
          Namespace: 'Sluice/Release',
          Dimensions: [['FunctionName', 'Resource', 'ExecutedVersion']],
          Metrics: call.cold ? COLD : WARM,
        },
      ],
    },
    FunctionName: context.functionName,
    Resource: `${context.functionName}:${alias}`,
    ExecutedVersion: context.functionVersion,
    ...values,
  });
}
