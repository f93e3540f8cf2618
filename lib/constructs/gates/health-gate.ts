import { type Duration } from 'aws-cdk-lib';
import type { HealthDefinition } from '../../domain/gates/health/health-definition';
import type { CommonGateProps } from './gate-settings';
import { Probe } from './probe';

export interface HealthGateProps extends CommonGateProps {
  /**
   * How many probes, one after the other, must all pass. 1 to 100.
   *
   * @default 3
   */
  readonly passes?: number;
  /**
   * The time they may take together. At most 10 minutes.
   *
   * @default Duration.seconds(60)
   */
  readonly within?: Duration;
  /**
   * The time that each answer may take, the first included, which is that of a cold start.
   *
   * @default - any, within the time of all
   */
  readonly maxLatency?: Duration;
  /**
   * What is sent.
   *
   * @default - `GET /health` of an HTTP API, answered with status 200
   */
  readonly probe?: Probe;
}

/**
 * What is shipped of a health gate.
 *
 * @internal
 */
export function healthDefinition(props: HealthGateProps): HealthDefinition {
  const { name = 'health', phase = 'before-traffic', passes = 3, within, maxLatency, probe = Probe.http() } = props;
  return {
    ...({ kind: 'health', name, phase, passes } as const),
    withinSeconds: within?.toSeconds({ integral: false }) ?? 60,
    probe: probe._bindToGate().definition,
    ...(maxLatency ? { maxLatencyMs: maxLatency.toMilliseconds({ integral: false }) } : {}),
  };
}
