import { NotEmulated } from '../../kernel/not-emulated';
import { type PermissionsNeeded } from '../../kernel/permission';
import { type Place } from '../../kernel/place';

/** Service Authorization Reference, "Amazon CloudWatch". */
export function cloudWatchPermissions(place: Place): PermissionsNeeded {
  return (operation, { AlarmName, Namespace }) => {
    const action = `cloudwatch:${operation}`;
    const alarm = (name: string) => [{ action, resource: place.arn('cloudwatch', `alarm:${name}`) }];
    switch (operation) {
      case 'PutMetricData':
        return [{ action, resource: '*', context: { 'cloudwatch:namespace': [String(Namespace)] } }];
      case 'GetMetricData':
      case 'GetMetricStatistics':
      case 'ListMetrics':
        return [{ action, resource: '*' }];
      case 'DescribeAlarms':
        return alarm('*');
      case 'DescribeAlarmHistory':
      case 'SetAlarmState':
        return alarm(typeof AlarmName === 'string' ? AlarmName : '*');
      default:
        throw new NotEmulated(action, 'a call of the API');
    }
  };
}
