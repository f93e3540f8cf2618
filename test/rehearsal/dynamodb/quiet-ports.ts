import type { DynamoDbPorts } from '../../../lib/rehearsal/dynamodb/dynamodb';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import type { Simulation } from '../../../lib/rehearsal/kernel/simulation';

/** What a DynamoDB uses that nobody watches: its tables go by their own names. */
export function quietPorts(simulation: Simulation, others: Partial<DynamoDbPorts> = {}): DynamoDbPorts {
  return {
    simulation,
    randomness: new Randomness(7),
    countMetrics: () => undefined,
    isCalled: (table, name) => table === name,
    note: () => undefined,
    ...others,
  };
}
