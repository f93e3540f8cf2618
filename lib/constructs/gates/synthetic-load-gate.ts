import { Duration } from 'aws-cdk-lib';
import type { Draft } from '../../domain/gate/gate-kind';
import type { SyntheticLoadDefinition } from '../../domain/gates/synthetic-load/synthetic-load-definition';
import type { CommonGateProps } from './gate-settings';
import type { Suite } from './suite';
import { withSuite } from './with-suite';

/** A request that changes nothing, as an HTTP API would send it. */
export interface LoadRequest {
  /**
   * The HTTP method.
   *
   * @default GET
   */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS';
  /**
   * The path, beginning with a slash.
   *
   * @default /
   */
  readonly path?: string;
  /**
   * Header fields by name.
   *
   * @default - none but the mark of the gate
   */
  readonly headers?: Record<string, string>;
  /**
   * Query parameters by name.
   *
   * @default - none
   */
  readonly query?: Record<string, string>;
}

export interface SyntheticLoadGateProps extends CommonGateProps {
  /**
   * Conversations to hold over and over; the suite must have `effects: none`. Instead of `request`.
   *
   * @default - `request` is sent
   */
  readonly suite?: Suite;
  /**
   * A request to send over and over. Instead of `suite`.
   *
   * @default - `GET /` where there is no suite either
   */
  readonly request?: LoadRequest;
  /**
   * How many calls are made. 1 to 10 000. Fewer, because the time was up, are not enough to judge.
   *
   * @default 200
   */
  readonly requests?: number;
  /**
   * How many calls, or conversations, at a time. 1 to 50.
   *
   * @default 5
   */
  readonly concurrency?: number;
  /**
   * Above this share of errors, in percent, the gate fails. 0 to 99.
   *
   * @default 1
   */
  readonly maxErrorRatePercent?: number;
  /**
   * Above this 99th percentile of the calls' latency the gate fails. Needs 100 requests at least.
   *
   * @default - any
   */
  readonly maxLatency?: Duration;
  /**
   * The time that the calls may take together. At most 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly within?: Duration;
}

/**
 * What is shipped of a synthetic load; without the suite where that cannot be read.
 *
 * @internal
 */
export function syntheticLoadDefinition(props: SyntheticLoadGateProps): Draft<SyntheticLoadDefinition> {
  const { name = 'synthetic-load', phase = 'before-traffic', requests = 200, concurrency = 5 } = props;
  const { maxErrorRatePercent = 1, maxLatency, within = Duration.minutes(10), suite, request } = props;
  const settings = {
    ...({ kind: 'synthetic-load', name, phase, requests, concurrency, maxErrorRatePercent } as const),
    withinSeconds: within.toSeconds({ integral: false }),
    ...(maxLatency ? { maxLatencyMs: maxLatency.toMilliseconds({ integral: false }) } : {}),
  };
  if (!suite) return { ...settings, load: { kind: 'request', request: said(request) } };
  return { ...settings, load: withSuite({ kind: 'suite' } as const, suite) };
}

/** What a request says; what it leaves out is not shipped as something. */
function said(request: LoadRequest = {}): LoadRequest {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
