import { App, Duration, Stack } from 'aws-cdk-lib';
import { Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';
import { parcelsFunction } from '../../examples/plain/alarmed-canary/parcels-function';

export interface GatedAppProps {
  readonly outdir: string;
  /** Settles the version: each release is one of its own. */
  readonly release: number;
  /**
   * Of the alarm that needs no watch.
   *
   * @default - as every release has it
   */
  readonly maxErrorIncreasePoints?: number;
}

/** The plain app's function and traffic plan under a release, with the usual gates that are asked while traffic shifts. */
export function gatedApp({ outdir, release, ...limit }: GatedAppProps): App {
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Parcels');
  new GatedRelease(stack, 'Release', {
    function: parcelsFunction(stack, 'good', release),
    platform,
    gates: [Gate.errorRate(), Gate.latency()],
    traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) }),
    ...limit,
  });
  return app;
}
