import type { Permission, PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import { actionsOf, tablesOf } from './tables-of';

/** A transaction needs the action of each of its parts. */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/** Service Authorization Reference, "Amazon DynamoDB": tables, and indexes where a query names one. */
export function dynamoDbPermissions(place: Place): PermissionsNeeded {
  const arn = (table: string) => (table.startsWith('arn:') ? table : place.arn('dynamodb', `table/${table}`));
  return (operation, input): readonly Permission[] => {
    const { IndexName, TransactItems } = input;
    if (Array.isArray(TransactItems)) {
      const needed = TransactItems.flatMap(actionsOf).map(({ action, table }) => ({
        action: `dynamodb:${TRANSACTION_ACTIONS[action] ?? action}`,
        resource: arn(table),
      }));
      return [...new Map(needed.map((one) => [`${one.action} ${one.resource}`, one])).values()];
    }
    const index = typeof IndexName === 'string' ? `/index/${IndexName}` : '';
    return tablesOf(input).map((table) => ({ action: `dynamodb:${operation}`, resource: `${arn(table)}${index}` }));
  };
}
