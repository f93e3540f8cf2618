import { ApiError } from '../kernel/api-error';

const READS = new Set(['Query', 'Scan']);

/** DynamoDB API Reference, Query and Scan, "Select": what goes together with the attributes that a request names. */
export function checkSelect(operation: string, input: Readonly<Record<string, unknown>>): void {
  const { Select, ProjectionExpression, AttributesToGet } = input;
  if (!READS.has(operation)) return;
  if (Select === 'SPECIFIC_ATTRIBUTES' && ProjectionExpression === undefined && AttributesToGet === undefined) {
    throw new ApiError(
      'ValidationException',
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (ProjectionExpression === undefined) return;
  const chosen = Select === 'COUNT' ? 'only the Count' : Select;
  if (chosen !== 'only the Count' && chosen !== 'ALL_ATTRIBUTES' && chosen !== 'ALL_PROJECTED_ATTRIBUTES') return;
  throw new ApiError('ValidationException', `Cannot specify the ProjectionExpression when choosing to get ${chosen}`);
}
