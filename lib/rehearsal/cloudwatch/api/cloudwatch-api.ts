import { NotEmulated } from '../../kernel/not-emulated';
import { type ServiceApi } from '../../kernel/wire';
import { type ApiSetting } from './api-setting';
import { describeAlarmHistory } from './describe-alarm-history';
import { describeAlarms } from './describe-alarms';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';
import { listMetrics } from './list-metrics';
import { type CallPlace } from './parse-input';
import { putMetricData } from './put-metric-data';
import { setAlarmState } from './set-alarm-state';

type Operation = (setting: ApiSetting, input: unknown, place: CallPlace) => object;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeAlarmHistory: describeAlarmHistory,
  DescribeAlarms: describeAlarms,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
};

/** CloudWatch's API (CloudWatch API Reference, Actions). */
export function cloudWatchApi(setting: ApiSetting): ServiceApi {
  return async (name, input, caller) => {
    const where = `a call by ${caller.roleArn}`;
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (!operation) throw new NotEmulated(`cloudwatch:${name}`, where);
    return Promise.resolve(operation(setting, input, { operation: name, where }));
  };
}
