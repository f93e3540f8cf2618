import { actionsOf } from '../tables-of';
import type { AccessKind } from './throttle';

/** One read or one write of a table or of one of its global secondary indexes: what one throttle event is about. */
export interface Access {
  readonly table: string;
  readonly index?: string;
  readonly kind: AccessKind;
}

/** What a call asks of one item, or of one query. */
export interface ItemRequest {
  readonly table: string;
  /** The first is of what the caller names; the others are those of the indexes that follow a write. */
  readonly accesses: readonly [Access, ...Access[]];
}

/** The names of a table's global secondary indexes; none where it has none. */
type IndexesOf = (table: string) => readonly string[];

/**
 * What a call reads and writes, item by item: a batch is so many single requests, and a write of a table is one of each of
 * its indexes too (DynamoDB Developer Guide, "DynamoDB metrics and dimensions", `WriteThrottleEvents`). None for a call
 * that is about no items.
 */
export function itemRequests(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  indexesOf: IndexesOf,
): readonly ItemRequest[] {
  const { TableName, IndexName, RequestItems, TransactItems } = input;
  const table = String(TableName);
  switch (operation) {
    case 'GetItem':
      return [readOf(table)];
    case 'Query':
    case 'Scan':
      return [readOf(table, typeof IndexName === 'string' ? IndexName : undefined)];
    case 'DeleteItem':
    case 'PutItem':
    case 'UpdateItem':
      return [writeOf(table, indexesOf(table))];
    case 'BatchGetItem':
      return ofEachTable(RequestItems).flatMap(([name, { Keys }]) => listed(Keys).map(() => readOf(name)));
    case 'BatchWriteItem':
      return ofEachTable(RequestItems).flatMap(([name, requests]) =>
        listed(requests).map(() => writeOf(name, indexesOf(name))),
      );
    case 'TransactGetItems':
      return listed(TransactItems)
        .flatMap(actionsOf)
        .map((one) => readOf(one.table));
    case 'TransactWriteItems':
      return listed(TransactItems)
        .flatMap(actionsOf)
        .map((one) => writeOf(one.table, one.action === 'ConditionCheck' ? [] : indexesOf(one.table)));
    default:
      return [];
  }
}

function readOf(table: string, index?: string): ItemRequest {
  return { table, accesses: [{ table, ...(index === undefined ? {} : { index }), kind: 'Read' }] };
}

function writeOf(table: string, indexes: readonly string[]): ItemRequest {
  return {
    table,
    accesses: [{ table, kind: 'Write' }, ...indexes.map((index) => ({ table, index, kind: 'Write' as const }))],
  };
}

function ofEachTable(items: unknown): readonly (readonly [string, { readonly Keys?: unknown }])[] {
  if (typeof items !== 'object' || items === null) return [];
  return Object.entries(items).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? [[name, value] as const] : [],
  );
}

/** What is no list is refused by the operation itself. */
function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
