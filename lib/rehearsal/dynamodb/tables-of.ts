/** The tables that a call is about, by the names in its input. */
export function tablesOf({
  TableName,
  RequestItems,
  TransactItems,
}: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof RequestItems === 'object' && RequestItems !== null) return Object.keys(RequestItems);
  if (Array.isArray(TransactItems)) return [...new Set(TransactItems.flatMap(actionsOf).map(({ table }) => table))];
  return [String(TableName)];
}

/** The actions of one element of a transaction, by their names, and the table of each. */
export function actionsOf(element: unknown): readonly { readonly action: string; readonly table: string }[] {
  if (typeof element !== 'object' || element === null) return [];
  return Object.entries(element).flatMap(([action, input]) => {
    const table = (input as { readonly TableName?: unknown } | undefined)?.TableName;
    return typeof table === 'string' ? [{ action, table }] : [];
  });
}
