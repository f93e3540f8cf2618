import { notificationSubject } from '../cloudwatch/alarms/alarm-notification';
import type { Act } from '../cloudwatch/alarms/take-actions';
import { ApiError } from '../kernel/api-error';
import { invokeAs } from './function-calls';
import type { Services } from './services';

/** What an alarm does when its state changes: it publishes to a topic, or invokes a function. */
export function alarmActions(services: Services): Act {
  return (actionArn, told) => {
    if (!('AlarmName' in told)) {
      const service = 'lambda.alarms.cloudwatch.amazonaws.com';
      invokeAs(services, { kind: 'service', service }, actionArn, told, told.alarmArn);
      return;
    }
    const { authorization, place, simulation, sns } = services;
    const publish = {
      action: 'sns:Publish',
      resource: actionArn,
      context: { 'aws:SourceArn': [told.AlarmArn], 'aws:SourceAccount': [place.accountId] },
    };
    // A topic without a policy of its own lets the services of its account publish (SNS Developer Guide, "Example cases").
    const isOpen = sns.policy(actionArn) === undefined;
    if (!isOpen && !authorization.allows({ kind: 'service', service: 'cloudwatch.amazonaws.com' }, publish)) return;
    const message = { TopicArn: actionArn, Subject: notificationSubject(told), Message: JSON.stringify(told) };
    simulation.spawn(async () => {
      // A topic that is not there fails the action, and only its history in AWS says so.
      await sns.api('Publish', message, { roleArn: 'cloudwatch.amazonaws.com' }).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
      });
    }, `a message of ${told.AlarmName}`);
  };
}
