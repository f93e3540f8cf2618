import { Annotations, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { healthAlarmsCost } from '../../domain/cost/health-alarms-cost';
import { PlatformFunction } from './platform-function';

/**
 * An alarm on the errors of each function of the platform: what it does for releases is tried again or goes to a last resort,
 * so that releases go on, and nobody would hear that it is ill.
 */
export function addHealthAlarms(platform: Construct): readonly cloudwatch.Alarm[] {
  const alarms = platform.node.findAll().filter(isPlatformFunction).map(errorsAlarm);
  Annotations.of(platform).addInfoV2('sluice:healthAlarmsCost', healthAlarmsCost(alarms.length));
  return alarms;
}

/** Has a topic told of each alarm that goes red, and of its end. */
export function tellOf(alarms: readonly cloudwatch.Alarm[], topic: sns.ITopic): void {
  const tell = new actions.SnsAction(topic);
  for (const alarm of alarms) {
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}

function isPlatformFunction(construct: IConstruct): construct is PlatformFunction {
  return construct instanceof PlatformFunction;
}

/** One error in five minutes: of a platform that is well there is none. */
function errorsAlarm(owner: PlatformFunction): cloudwatch.Alarm {
  return new cloudwatch.Alarm(owner, 'ErrorsAlarm', {
    alarmDescription: `A function of the release platform failed (${owner.node.path}). Releases go on; the guide "when the platform is ill" says what to do.`,
    metric: owner.function.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}
