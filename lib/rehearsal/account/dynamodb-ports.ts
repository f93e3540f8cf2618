import type { DynamoDbPorts } from '../dynamodb/dynamodb';
import { isCalled } from '../faults/is-called';
import type { Services } from './services';

const TABLE_TYPES = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

/** What DynamoDB uses of the account. */
export function dynamoDbPorts(services: Services): DynamoDbPorts {
  const { simulation, randomness, recorder, cloudWatch } = services;
  return {
    simulation,
    randomness,
    countMetrics: (metrics, timestamp, value) => {
      cloudWatch.metrics.recorder(metrics, { unit: 'Count' })(timestamp, value);
    },
    isCalled: (table, name) =>
      TABLE_TYPES.flatMap((type) => services.cloudFormation.stacks.namesOf(type, table)).some((one) =>
        isCalled(one, name),
      ),
    note: (what) => {
      recorder.note('DynamoDB', what);
    },
  };
}
