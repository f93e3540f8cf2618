import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ReleaseAlarmProps } from 'sluice';
import { reportOf, runSluice } from './run-sluice';
import type { ServiceProps } from './service-assembly';
import type { Change } from './watched-service';

/** An alarm as squads have them, on the errors of the alias: red by more than 20 in a minute. */
export function withAlarm(props: ReleaseAlarmProps, alarm: Partial<cloudwatch.AlarmProps> = {}): Partial<ServiceProps> {
  return {
    afterwards: (release, stack) => {
      const own = new cloudwatch.Alarm(stack, 'CheckoutErrorsAlarm', {
        metric: release.alias.metricErrors({ period: Duration.minutes(1) }),
        threshold: 20,
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        ...alarm,
      });
      release.addAlarm(own, props);
    },
  };
}

export const BUSY = { traffic: { requestsPerSecond: 30 }, history: { hours: 24 } };
/** Both versions fail, as when something fails that both need. */
export const SHARED = { ...BUSY, incidents: [{ at: '4m', for: '4m', errorRate: 0.2 }] };

/** Plays steps by the built command. */
export function played(change: Change, scenario: object) {
  const file = join(change.to, 'steps.yaml');
  writeFileSync(file, JSON.stringify({ seed: 7, ...scenario }));
  return reportOf(runSluice(['rehearse', '--scenario', file, '--json'], change.to));
}
