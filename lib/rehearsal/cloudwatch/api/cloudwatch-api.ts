import { type Operation, type OperationCall, serviceApi, type ServiceApi } from '../../kernel/service-api';
import { type ApiSetting } from './api-setting';
import { describeAlarmHistory } from './describe-alarm-history';
import { describeAlarms } from './describe-alarms';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';
import { listMetrics } from './list-metrics';
import { putMetricData } from './put-metric-data';
import { setAlarmState } from './set-alarm-state';

/** CloudWatch's API (CloudWatch API Reference, Actions). */
export function cloudWatchApi(setting: ApiSetting): ServiceApi {
  const answer =
    (play: (setting: ApiSetting, input: unknown, call: OperationCall) => object): Operation =>
    (input, call) =>
      play(setting, input, call);
  return serviceApi('cloudwatch', {
    DescribeAlarmHistory: answer(describeAlarmHistory),
    DescribeAlarms: answer(describeAlarms),
    GetMetricData: answer(getMetricData),
    GetMetricStatistics: answer(getMetricStatistics),
    ListMetrics: answer(listMetrics),
    PutMetricData: answer(putMetricData),
    SetAlarmState: answer(setAlarmState),
  });
}
