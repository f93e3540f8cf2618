import type { Permission, PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';

/** Service Authorization Reference, "Amazon DynamoDB": tables, and indexes where a query names one. */
export function dynamoDbPermissions(place: Place): PermissionsNeeded {
  const arn = (table: string) => (table.startsWith('arn:') ? table : place.arn('dynamodb', `table/${table}`));
  return (operation, { TableName, IndexName, RequestItems }): readonly Permission[] => {
    const tables =
      typeof RequestItems === 'object' && RequestItems !== null ? Object.keys(RequestItems) : [String(TableName)];
    const index = typeof IndexName === 'string' ? `/index/${IndexName}` : '';
    return tables.map((table) => ({ action: `dynamodb:${operation}`, resource: `${arn(table)}${index}` }));
  };
}
